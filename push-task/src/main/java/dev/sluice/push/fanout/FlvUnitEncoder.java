package dev.sluice.push.fanout;

import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.rtmp.MediaChunks;
import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.PublishRequest;
import dev.sluice.wire.rtmp.StreamHeaders;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** FLV tags as RTMP chunks. Preludes are made by an encoder of their own, on the loop's thread. */
final class FlvUnitEncoder implements UnitEncoder {
  /** More than one unit's bytes are kept between calls only up to this size. */
  private static final int KEPT_SCRATCH_BYTES = 1 << 20;

  private @Nullable MediaChunks begun;
  private ByteBuffer scratch = ByteBuffer.allocate(64 * 1024);
  private @Nullable VariantHeaders current;
  private @Nullable StreamHeaders wire;
  private @Nullable MediaChunks preludes;
  private boolean videoChanged;
  private boolean audioChanged;

  @Override
  public void headers(VariantHeaders headers) {
    VariantHeaders before = current;
    if (before != null) {
      videoChanged |= changed(before.videoHeader(), headers.videoHeader());
      audioChanged |= changed(before.audioHeader(), headers.audioHeader());
    }
    current = headers;
    wire =
        new StreamHeaders(
            metadata(headers.metadata()), headers.videoHeader(), headers.audioHeader());
    if (begun != null) {
      begun.headers(wire);
    }
    MediaChunks maker = new MediaChunks(PublishRequest.MAX_CHUNK_SIZE, 0);
    maker.headers(wire);
    preludes = maker;
  }

  @Override
  public @Nullable ByteBuffer changedHeaders(long dtsMillis) {
    if (!videoChanged && !audioChanged) {
      return null;
    }
    MediaChunks chunks = chunks(dtsMillis);
    VariantHeaders headers = Objects.requireNonNull(current);
    ByteBuffer video = videoChanged ? headers.videoHeader() : null;
    ByteBuffer audio = audioChanged ? headers.audioHeader() : null;
    ByteBuffer out = room(roomFor(chunks, video) + roomFor(chunks, audio));
    if (video != null) {
      chunks.encode(MessageType.VIDEO, dtsMillis, video, out);
    }
    if (audio != null) {
      chunks.encode(MessageType.AUDIO, dtsMillis, audio, out);
    }
    videoChanged = false;
    audioChanged = false;
    return out.flip();
  }

  @Override
  public JoinPoint joinPoint(long dtsMillis) {
    return new FlvJoinPoint(
        chunks(dtsMillis).clock(),
        Objects.requireNonNull(preludes, "a unit came before its headers"));
  }

  @Override
  public int maxEncodedLength(MediaUnit unit) {
    return chunks(unit.dtsMillis()).maxEncodedLength(unit.payload().remaining());
  }

  @Override
  public ByteBuffer encode(MediaUnit unit) {
    int type = unit.kind() == MediaUnit.Kind.VIDEO ? MessageType.VIDEO : MessageType.AUDIO;
    ByteBuffer out = room(maxEncodedLength(unit));
    chunks(unit.dtsMillis()).encode(type, unit.dtsMillis(), unit.payload(), out);
    return out.flip();
  }

  private ByteBuffer room(int bytes) {
    if (scratch.capacity() < bytes) {
      ByteBuffer bigger = ByteBuffer.allocate(bytes);
      if (bytes <= KEPT_SCRATCH_BYTES) {
        scratch = bigger;
      }
      return bigger;
    }
    return scratch.clear();
  }

  /** The shared time begins with the first unit, so that the first target begins near 0 too. */
  private MediaChunks chunks(long dtsMillis) {
    MediaChunks there = begun;
    if (there == null) {
      there = new MediaChunks(PublishRequest.MAX_CHUNK_SIZE, dtsMillis);
      there.headers(Objects.requireNonNull(wire, "a unit came before its headers"));
      begun = there;
    }
    return there;
  }

  private static int roomFor(MediaChunks chunks, @Nullable ByteBuffer body) {
    return body == null ? 0 : chunks.maxEncodedLength(body.remaining());
  }

  private static boolean changed(@Nullable ByteBuffer before, @Nullable ByteBuffer now) {
    return now != null && !now.equals(before);
  }

  private static ByteBuffer metadata(Map<String, Object> properties) {
    Map<String, AmfValue> values = new LinkedHashMap<>();
    new TreeMap<>(properties).forEach((name, value) -> values.put(name, value(value)));
    return Amf0Encoder.encode(
        AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), new AmfValue.EcmaArray(values));
  }

  private static AmfValue value(Object value) {
    return switch (value) {
      case Number number -> AmfValue.of(number.doubleValue());
      case Boolean flag -> AmfValue.of(flag);
      default -> AmfValue.of(value.toString());
    };
  }
}
