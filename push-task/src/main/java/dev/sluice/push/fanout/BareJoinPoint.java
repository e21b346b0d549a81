package dev.sluice.push.fanout;

import java.nio.ByteBuffer;

/** Nothing is needed. */
record BareJoinPoint() implements JoinPoint {
  @Override
  public long baseMillis() {
    return 0;
  }

  @Override
  public ByteBuffer prelude(long baseMillis, int mediaStreamId) {
    return ByteBuffer.allocate(0);
  }
}
