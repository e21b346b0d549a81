package dev.sluice.push.testing;

import dev.sluice.push.source.ClipPump;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Some seconds of a variant, as its units. Made once for all tests.
 *
 * @param durationMillis until it can begin again
 * @param stamped each video frame bears its dts as eight bytes from {@link #STAMP_AT} on
 */
public record Clip(
    VariantHeaders headers, List<MediaUnit> units, long durationMillis, boolean stamped) {
  /** Behind the five bytes of an FLV tag's AVC header. */
  public static final int STAMP_AT = 5;

  private static final int FLV_SECONDS = 10;

  /** Its packets hold their own time, which would step back when the clip begins again. */
  private static final int TS_SECONDS = 40;

  /** One of {@link Clips}, as a real source makes a variant of it. */
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
    static final Clip FLV = read(Specs.FLV, Clips.h264Aac(), FLV_SECONDS);
    static final Clip TS =
        read(Specs.MPEGTS, Clips.lasting(TS_SECONDS, "ts", "h264", "aac"), TS_SECONDS);
  }

  private static Clip read(VariantKey key, Path file, int seconds) {
    VariantRecorder made = ClipPump.through(key, file);
    return new Clip(made.lastHeaders(), made.units(), seconds * 1000L, false);
  }
}
