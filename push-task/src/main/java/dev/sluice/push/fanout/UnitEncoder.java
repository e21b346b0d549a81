package dev.sluice.push.fanout;

import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns a variant's units into the bytes that go over the wire. Used by the source's thread. */
interface UnitEncoder {
  /** Takes the headers that are valid from the next unit on. */
  void headers(VariantHeaders headers);

  /**
   * New headers for targets that are connected already, to be put before this key frame; null when
   * none have changed.
   */
  @Nullable ByteBuffer changedHeaders(long dtsMillis);

  /** What a target needs that begins at the next unit, which is of this time. */
  JoinPoint joinPoint(long dtsMillis);

  /** The most bytes that {@link #encode} makes of a unit. */
  int maxEncodedLength(MediaUnit unit);

  /** The unit's bytes, valid until the next call. */
  ByteBuffer encode(MediaUnit unit);
}
