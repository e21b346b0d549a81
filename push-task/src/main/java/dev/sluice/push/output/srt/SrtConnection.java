package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.net.DatagramHandler;
import dev.sluice.wire.net.DatagramLink;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.srt.SrtEnd;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.srt.SrtSender;
import dev.sluice.wire.srt.SrtSenderListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * An SRT connection that stands: its sender and its socket, of which neither is without the other.
 * Used on the loop's thread.
 */
final class SrtConnection implements SrtSenderListener, DatagramHandler, AutoCloseable {
  /** So few in one go that no buffer on the way spills. */
  private static final int BURST_PACKETS = 48;

  private final Consumer<OutputFailure> broken;
  private final DatagramLink socket;
  private final SrtSender sender;

  /**
   * Takes a link over.
   *
   * @param broken told why it has ended, unless it was closed
   * @throws IOException if the loop cannot watch its channel; the link is still the caller's then
   */
  SrtConnection(EventLoop loop, SrtLink link, Consumer<OutputFailure> broken) throws IOException {
    this.broken = broken;
    this.socket = DatagramLink.open(loop, link.channel(), this);
    this.sender = new SrtSender(link, loop::nanoTime, this);
  }

  SrtSender sender() {
    return sender;
  }

  /** Sends on from the cursor: what there is, up to a burst or the peer's room. */
  void send(Cursor at, boolean toUnitEnd) {
    for (int i = 0; i < BURST_PACKETS && sender.hasRoom() && !at.isAtHead(); i++) {
      boolean goesOn = at.isInVideoFrame();
      long begunBefore = at.videoFramesBegun();
      ByteBuffer payload = sender.payload();
      at.copyTo(payload, toUnitEnd);
      sender.commit(goesOn, (int) (at.videoFramesBegun() - begunBefore));
      if (toUnitEnd && at.isBetweenUnits()) {
        return;
      }
    }
  }

  @Override
  public void transmit(ByteBuffer datagram) {
    socket.send(datagram);
  }

  @Override
  public void onDatagram(ByteBuffer datagram) {
    sender.received(datagram);
  }

  @Override
  public void onBroken(String message) {
    broken.accept(OutputFailure.of(Reason.REMOTE_CLOSED, message));
  }

  @Override
  public void onEnded(SrtEnd how) {
    broken.accept(
        switch (how) {
          case CLOSED_BY_PEER -> OutputFailure.of(Reason.REMOTE_CLOSED, "");
          case SILENT -> OutputFailure.of(Reason.STALLED, "not a word for five seconds");
        });
  }

  /** Says good-bye. Closing again has no effect. */
  @Override
  public void close() {
    sender.close();
    socket.close();
  }
}
