package dev.sluice.push.output.srt;

import dev.sluice.push.fanout.Cursor;
import dev.sluice.wire.srt.SrtSender;
import java.nio.ByteBuffer;

/** A few packets in one go, so that no buffer on the way spills. */
final class SrtBurst {
  private static final int MAX_PACKETS = 48;

  private SrtBurst() {}

  /** Sends on from the cursor: what there is, up to a burst or the peer's room. */
  static void send(SrtSender to, Cursor at, boolean toUnitEnd) {
    for (int i = 0; i < MAX_PACKETS && to.hasRoom() && !at.isAtHead(); i++) {
      boolean goesOn = at.isInVideoFrame();
      long begunBefore = at.videoFramesBegun();
      ByteBuffer payload = to.payload();
      at.copyTo(payload, toUnitEnd);
      to.commit(goesOn, (int) (at.videoFramesBegun() - begunBefore));
      if (toUnitEnd && at.isBetweenUnits()) {
        return;
      }
    }
  }
}
