package dev.sluice.wire.srt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which frames a peer has missed, as far as a sender can tell: a peer that a test plays, on a clock
 * that a test moves. Its way there and back takes 50 ms.
 */
class SrtMissedFramesTest implements SrtSenderListener {
  private static final int OUR_ID = 77;
  private static final int ROUND_TRIP_MILLIS = 50;
  private static final int LATENCY_MILLIS = 120;

  /** Between two frames. */
  private static final int FRAME_MILLIS = 40;

  private DatagramChannel channel;
  private SrtSender sender;
  private long now = 5_000_000_000L;

  @BeforeEach
  void open() throws IOException {
    channel = DatagramChannel.open();
    sender =
        new SrtSender(
            new SrtLink(channel, OUR_ID, 99, 0, Duration.ofMillis(LATENCY_MILLIS), now, null),
            () -> now,
            this);
    acknowledge(0);
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    channel.close();
  }

  @Test
  void framesGivenUpAsTooLateAreMissed() {
    frames(3, 2);
    advance(1_100);
    sender.tick();
    assertThat(sender.missedFrames()).isEqualTo(3);
  }

  @Test
  void aFrameThatArrivesAtTheSecondTimeIsNotMissed() {
    frames(3, 2);
    report(2, 3);
    advance(ROUND_TRIP_MILLIS);
    acknowledge(6);
    assertThat(sender.missedFrames()).isZero();
  }

  /** The receiver goes on when what it has next is due, and acknowledges what it has not got. */
  @Test
  void aFrameThatThePeerHasGoneOnWithoutIsMissedOnceHoweverManyPacketsOfItAre() {
    frames(3, 2);
    report(2, 3);
    // The newest frame is due after the latency, which is heard half a way later; it left half a
    // way earlier.
    advance(LATENCY_MILLIS + ROUND_TRIP_MILLIS - FRAME_MILLIS);
    acknowledge(6);
    assertThat(sender.missedFrames()).isOne();
  }

  @Test
  void aFrameOfWhichOnlyThePacketThatEndsItIsMissingIsMissed() {
    frames(3, 2);
    report(3, 3);
    advance(LATENCY_MILLIS + ROUND_TRIP_MILLIS);
    acknowledge(6);
    assertThat(sender.missedFrames()).isOne();
  }

  @Test
  void aFrameThatIsAcknowledgedRightAfterItWasSentAgainHasArrivedThoughOnlyJust() {
    frames(3, 2);
    advance(LATENCY_MILLIS - FRAME_MILLIS - 5);
    report(2, 3);
    advance(ROUND_TRIP_MILLIS + 10);
    acknowledge(6);
    assertThat(sender.missedFrames()).isZero();
  }

  @Test
  void aFrameThatIsSentAgainOnlyWhenTheNextOneIsDueIsMissed() {
    frames(3, 2);
    advance(LATENCY_MILLIS - FRAME_MILLIS + 1);
    report(2, 3);
    advance(ROUND_TRIP_MILLIS);
    acknowledge(6);
    assertThat(sender.missedFrames()).isOne();
  }

  /** A gap is waited for until what comes after it is due, however old the gap itself is. */
  @Test
  void framesOfAnInterruptionThatArriveBeforeTheNextOneIsDueAreLateAndNotMissed() {
    frames(6, 1);
    report(1, 4);
    advance(LATENCY_MILLIS + ROUND_TRIP_MILLIS - FRAME_MILLIS - 1);
    acknowledge(6);
    assertThat(sender.missedFrames()).isZero();
  }

  @Test
  void allFramesOfAnInterruptionThatThePeerHasGoneOnWithoutAreMissed() {
    frames(6, 1);
    report(1, 4);
    advance(LATENCY_MILLIS + ROUND_TRIP_MILLIS - FRAME_MILLIS);
    acknowledge(6);
    assertThat(sender.missedFrames()).isEqualTo(4);
  }

  @Test
  void framesThatWereNeverReportedMissingAreNotMissedHoweverLateTheAcknowledgement() {
    frames(6, 1);
    advance(900);
    acknowledge(6);
    assertThat(sender.missedFrames()).isZero();
  }

  @Test
  void eachOfTheFramesInAPacketIsMissedAndSoundIsNoFrame() {
    packet(false, 1);
    packet(true, 3);
    packet(false, 0);
    packet(true, 0);
    advance(1_100);
    sender.tick();
    assertThat(sender.missedFrames()).isEqualTo(4);
  }

  private void frames(int count, int packetsEach) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < packetsEach; j++) {
        packet(j > 0, j > 0 ? 0 : 1);
      }
      advance(FRAME_MILLIS);
    }
  }

  private void packet(boolean goesOn, int framesBegun) {
    sender.payload().put(new byte[188]);
    sender.commit(goesOn, framesBegun);
  }

  private void advance(long millis) {
    now += millis * 1_000_000;
  }

  /** Both of them, and those between, are missing. */
  private void report(int from, int to) {
    sender.received(ControlPacket.of(ControlPacket.NAK, 0, 0, OUR_ID, from | 0x8000_0000, to));
  }

  private void acknowledge(int next) {
    sender.received(
        ControlPacket.of(
            ControlPacket.ACK, 1, 0, OUR_ID, next, ROUND_TRIP_MILLIS * 1_000, 0, 8_192));
  }

  @Override
  public void transmit(ByteBuffer datagram) {}

  @Override
  public void onEnded(SrtEnd end) {
    throw new AssertionError(end);
  }
}
