package dev.sluice.push.fanout;

import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** MPEG-TS: the muxer's packets are what is sent, tables at every key frame included. */
final class TsUnitEncoder implements UnitEncoder {
  @Override
  public void headers(VariantHeaders headers) {}

  @Override
  public @Nullable ByteBuffer changedHeaders(long dtsMillis) {
    return null;
  }

  @Override
  public JoinPoint joinPoint(long dtsMillis) {
    return JoinPoint.BARE;
  }

  @Override
  public int maxEncodedLength(MediaUnit unit) {
    return unit.payload().remaining();
  }

  @Override
  public ByteBuffer encode(MediaUnit unit) {
    return unit.payload().duplicate();
  }
}
