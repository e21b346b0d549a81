package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Muxer;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FLV by FFmpeg's muxer, taken apart into the bodies of its tags: what RTMP sends as messages.
 * (Adobe Flash Video File Format Specification 10.1, annex E; Enhanced RTMP v2 for HEVC, AV1,
 * Opus.)
 */
final class FlvMuxer implements ContainerMuxer {
  private static final int FILE_HEADER_BYTES = 9 + 4;
  private static final int TAG_HEADER_BYTES = 11;
  private static final int TAG_TRAILER_BYTES = 4;
  private static final int AUDIO_TAG = 8;
  private static final int VIDEO_TAG = 9;
  private static final int ENHANCED = 0x80;
  private static final int PACKET_TYPE = 0x0F;
  private static final int METADATA = 4;

  private final Muxer muxer;
  private final Tracks tracks;
  private final int videoStream;
  private final int audioStream;
  private @Nullable ByteBuffer videoHeader;
  private @Nullable ByteBuffer audioHeader;

  FlvMuxer(Tracks tracks) throws FfmpegException {
    this.tracks = tracks;
    List<TrackFormat> streams = new ArrayList<>();
    videoStream = add(streams, tracks.video());
    audioStream = add(streams, tracks.audio());
    muxer = new Muxer("flv", Map.of("flvflags", "no_duration_filesize+no_sequence_end"), streams);
    ByteBuffer header = muxer.header();
    header.position(FILE_HEADER_BYTES);
    while (header.remaining() >= TAG_HEADER_BYTES) {
      int type = header.get(header.position());
      ByteBuffer body = nextBody(header);
      if (type == VIDEO_TAG) {
        videoHeader = body;
      } else if (type == AUDIO_TAG) {
        audioHeader = body;
      }
    }
  }

  @Override
  public VariantHeaders headers() {
    return new VariantHeaders(
        codec(tracks.video()),
        codec(tracks.audio()),
        videoHeader,
        audioHeader,
        FlvMetadata.of(tracks));
  }

  @Override
  public boolean goesOnWith(TrackFormat video) {
    return false;
  }

  @Override
  public void write(Packet payload, MediaPacket time, boolean entry, VariantSink sink)
      throws FfmpegException {
    long dtsMillis = time.dtsTicks() / MediaPacket.TICKS_PER_MILLI;
    long offsetTicks = time.ptsTicks() - time.dtsTicks();
    long offsetMillis =
        (offsetTicks + MediaPacket.TICKS_PER_MILLI / 2) / MediaPacket.TICKS_PER_MILLI;
    payload.stamp(time.isVideo() ? videoStream : audioStream, dtsMillis, dtsMillis + offsetMillis);
    ByteBuffer tags = muxer.write(payload);
    while (tags.remaining() >= TAG_HEADER_BYTES) {
      int type = tags.get(tags.position());
      ByteBuffer body = nextBody(tags);
      if (type == VIDEO_TAG && !isMetadata(body)) {
        sink.unit(new MediaUnit(MediaUnit.Kind.VIDEO, dtsMillis, entry, body));
      } else if (type == AUDIO_TAG) {
        sink.unit(new MediaUnit(MediaUnit.Kind.AUDIO, dtsMillis, entry, body));
      }
    }
  }

  @Override
  public void close() {
    muxer.close();
  }

  private static int add(List<TrackFormat> streams, @Nullable TrackFormat format) {
    if (format != null) {
      streams.add(format);
    }
    return streams.size() - 1;
  }

  private static @Nullable String codec(@Nullable TrackFormat format) {
    return format == null ? null : format.codec();
  }

  /**
   * Enhanced RTMP's metadata (colours) is sent before the first frame only: those who join later
   * would lack it, and it is no frame.
   */
  private static boolean isMetadata(ByteBuffer video) {
    int first = video.get(video.position());
    return (first & ENHANCED) != 0 && (first & PACKET_TYPE) == METADATA;
  }

  /** The body of the tag that begins here; moves behind the tag. */
  private static ByteBuffer nextBody(ByteBuffer tags) {
    int at = tags.position();
    int size = (tags.getShort(at + 1) & 0xFFFF) << 8 | (tags.get(at + 3) & 0xFF);
    ByteBuffer body = tags.slice(at + TAG_HEADER_BYTES, size);
    tags.position(at + TAG_HEADER_BYTES + size + TAG_TRAILER_BYTES);
    return body;
  }
}
