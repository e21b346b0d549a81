package dev.sluice.push.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** Owner of one AVPacket, reused for packet after packet. One thread at a time. */
public final class Packet implements AutoCloseable {
  /** The timestamp of a packet that has none. */
  public static final long NO_TIME = avutil.AV_NOPTS_VALUE;

  private final AVPacket packet;
  // Kept: packets of MPEG-TS all have side data to be looked through.
  private final SizeTPointer sideDataSize = new SizeTPointer(1);
  private boolean closed;

  public Packet() {
    packet = avcodec.av_packet_alloc();
    if (packet == null || packet.isNull()) {
      throw new OutOfMemoryError("AVPacket");
    }
    NativeCount.created();
  }

  public int streamIndex() {
    return packet.stream_index();
  }

  /** Bytes of payload. */
  public int size() {
    return packet.size();
  }

  public boolean isKeyFrame() {
    return (packet.flags() & AV_PKT_FLAG_KEY) != 0;
  }

  /** True when the demuxer says that bytes of it are missing. */
  public boolean isDamaged() {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
  }

  /** Decoding time in units of the stream's time base, or {@link #NO_TIME}. */
  public long dts() {
    return packet.dts();
  }

  /** Presentation time in units of the stream's time base, or {@link #NO_TIME}. */
  public long pts() {
    return packet.pts();
  }

  /** Parameters that hold from this packet on, when it brings new ones. */
  public @Nullable ByteBuffer newExtradata() {
    if (packet.side_data_elems() == 0) {
      return null;
    }
    BytePointer data =
        avcodec.av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, sideDataSize);
    if (data == null || data.isNull() || sideDataSize.get() == 0) {
      return null;
    }
    ByteBuffer bytes = data.capacity(sideDataSize.get()).asByteBuffer();
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  /** Makes this a further reference to the other's payload, with its properties. */
  public void refer(Packet other) throws FfmpegException {
    avcodec.av_packet_unref(packet);
    FfmpegException.check("av_packet_ref", avcodec.av_packet_ref(packet, other.packet));
  }

  /** Sets what a muxer reads beside the payload; side data is the source's, and is dropped. */
  public void stamp(int streamIndex, long dts, long pts) {
    avcodec.av_packet_free_side_data(packet);
    packet.stream_index(streamIndex);
    packet.dts(dts);
    packet.pts(pts);
    packet.duration(0);
    packet.pos(-1);
  }

  /** Lets go of the payload. */
  public void clear() {
    avcodec.av_packet_unref(packet);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.av_packet_free(packet);
      sideDataSize.close();
      NativeCount.freed();
    }
  }

  AVPacket raw() {
    return packet;
  }
}
