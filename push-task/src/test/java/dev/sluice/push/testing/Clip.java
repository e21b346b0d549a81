package dev.sluice.push.testing;

import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few seconds of real H.264 and AAC, muxed by the jar's ffmpeg, as the units of a variant. Made
 * once for all tests.
 *
 * @param durationMillis until it can begin again
 * @param stamped each video frame bears its dts as eight bytes from {@link #STAMP_AT} on
 */
public record Clip(
    VariantHeaders headers, List<MediaUnit> units, long durationMillis, boolean stamped) {
  /** Behind the five bytes of an FLV tag's AVC header. */
  public static final int STAMP_AT = 5;

  private static final int FLV_SECONDS = 4;

  /** Its packets hold their own time, which would step back when the clip begins again. */
  private static final int TS_SECONDS = 40;

  private static final int TS_PACKET = 188;
  private static final int TS_VIDEO_PID = 0x100;
  private static final Set<Integer> TABLES = Set.of(0, 0x11, 0x1000);

  /** 320x180, 30 frames per second, a key frame each second, about 800 kbps. */
  public static Clip of(Container container) {
    return container == Container.FLV ? Holder.FLV : Holder.TS;
  }

  /**
   * FLV that nobody can decode, 30 frames per second with a key frame each second, and sound: for
   * receivers that count and do not look.
   *
   * @param frameBytes of each video frame; 25,000 are 6 Mbps
   */
  public static Clip stamped(int frameBytes) {
    List<MediaUnit> units = new ArrayList<>();
    for (int frame = 0; frame < 30; frame++) {
      ByteBuffer video = ByteBuffer.allocate(frameBytes);
      video.put(0, (byte) (frame == 0 ? 0x17 : 0x27)).put(1, (byte) 1);
      units.add(new MediaUnit(MediaUnit.Kind.VIDEO, frame * 1000L / 30, frame == 0, video));
      ByteBuffer audio = ByteBuffer.allocate(180).put(0, (byte) 0xAF).put(1, (byte) 1);
      units.add(new MediaUnit(MediaUnit.Kind.AUDIO, frame * 1000L / 30 + 7, false, audio));
    }
    VariantHeaders headers =
        new VariantHeaders(
            "h264",
            "aac",
            ByteBuffer.wrap(new byte[] {0x17, 0, 0, 0, 0, 1, 0x42, 0, 0x1E, -1, -32, 0}),
            ByteBuffer.wrap(new byte[] {(byte) 0xAF, 0, 0x12, 0x10}),
            Map.of("width", 1280.0));
    return new Clip(headers, List.copyOf(units), 1000, true);
  }

  private static final class Holder {
    static final Clip FLV = flv(file(FLV_SECONDS, "flv"));
    static final Clip TS =
        ts(file(TS_SECONDS, "mpegts", "-mpegts_flags", "+resend_headers+pat_pmt_at_frames"));
  }

  private static ByteBuffer file(int seconds, String format, String... more) {
    try {
      Path path = Files.createTempFile("clip", "." + format);
      List<String> arguments =
          new ArrayList<>(
              List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30", "-f", "lavfi", "-i"));
      arguments.addAll(
          List.of("sine=frequency=440:sample_rate=44100", "-t", Integer.toString(seconds)));
      arguments.addAll(List.of("-c:v", "libopenh264", "-b:v", "700k", "-g", "30"));
      arguments.addAll(List.of("-c:a", "aac", "-b:a", "64k"));
      arguments.addAll(List.of(more));
      arguments.addAll(List.of("-f", format, path.toString()));
      Ffmpeg.run(arguments.toArray(String[]::new));
      byte[] bytes = Files.readAllBytes(path);
      Files.delete(path);
      return ByteBuffer.wrap(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Clip flv(ByteBuffer in) {
    ByteBuffer videoHeader = null;
    ByteBuffer audioHeader = null;
    List<MediaUnit> units = new ArrayList<>();
    in.position(13);
    while (in.remaining() > 11) {
      int type = in.get();
      int size = ((in.getShort() & 0xFFFF) << 8) | (in.get() & 0xFF);
      long dts = ((in.getShort() & 0xFFFFL) << 8) | (in.get() & 0xFF) | ((in.get() & 0xFFL) << 24);
      in.position(in.position() + 3);
      ByteBuffer body = in.slice(in.position(), size).asReadOnlyBuffer();
      in.position(in.position() + size + 4);
      boolean header = type != 18 && size > 1 && body.get(1) == 0;
      if (type == 9 && header) {
        videoHeader = body;
      } else if (type == 8 && header) {
        audioHeader = body;
      } else if (type == 9 && body.get(1) == 1) {
        boolean key = (body.get(0) & 0xF0) == 0x10;
        units.add(new MediaUnit(MediaUnit.Kind.VIDEO, dts, key, body));
      } else if (type == 8) {
        units.add(new MediaUnit(MediaUnit.Kind.AUDIO, dts, false, body));
      }
    }
    return clip(
        videoHeader, audioHeader, Map.of("width", 320.0, "height", 180.0), units, FLV_SECONDS);
  }

  private static Clip ts(ByteBuffer in) {
    List<MediaUnit> units = new ArrayList<>();
    int from = 0;
    boolean key = true;
    for (int at = 0; at < in.limit(); at += TS_PACKET) {
      int pid = in.getShort(at + 1) & 0x1FFF;
      boolean start = (in.get(at + 1) & 0x40) != 0;
      // Tables stand before the frame that they come with.
      boolean frame = start && pid == TS_VIDEO_PID && at > 3 * TS_PACKET;
      if (frame) {
        boolean nextKey = (in.get(at + 3) & 0x20) != 0 && (in.get(at + 5) & 0x40) != 0;
        int to = nextKey ? tablesBefore(in, at) : at;
        units.add(unit(in, from, to, key, units.size()));
        from = to;
        key = nextKey;
      }
    }
    return clip(null, null, Map.of(), units, TS_SECONDS);
  }

  private static int tablesBefore(ByteBuffer in, int at) {
    int to = at;
    while (to > 0 && TABLES.contains(in.getShort(to - TS_PACKET + 1) & 0x1FFF)) {
      to -= TS_PACKET;
    }
    return to;
  }

  private static MediaUnit unit(ByteBuffer in, int from, int to, boolean key, int number) {
    ByteBuffer packets = in.slice(from, to - from).asReadOnlyBuffer();
    return new MediaUnit(MediaUnit.Kind.VIDEO, number * 1000L / 30, key, packets);
  }

  private static Clip clip(
      @Nullable ByteBuffer video,
      @Nullable ByteBuffer audio,
      Map<String, Object> metadata,
      List<MediaUnit> units,
      int seconds) {
    VariantHeaders headers = new VariantHeaders("h264", "aac", video, audio, metadata);
    return new Clip(headers, List.copyOf(units), seconds * 1000L, false);
  }
}
