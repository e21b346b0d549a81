package dev.sluice.push.output.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.output.OutputTiming;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.net.Connector;
import dev.sluice.wire.net.ConnectorOptions;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.SrtSettings;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an SRT target is left, and what it has missed, on a clock that a test moves. */
class SrtOutputTest implements OutputListener {
  private static final int LATENCY_MILLIS = 400;

  /** The latency, the way there and back that the peer tells of, and two acknowledgements. */
  private static final int PLAYED_AFTER_MILLIS = LATENCY_MILLIS + 10 + 20;

  /** Its packets go out at once. */
  private static final int FRAME_BYTES = 300 * 188;

  /** What goes out in one go: 48 packets. */
  private static final int BURST_BYTES = 48 * 7 * 188;

  /** Its packets take several goes. */
  private static final int LARGE_FRAME_BYTES = 1_000 * 188;

  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final AtomicLong now = new AtomicLong(System.nanoTime());
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final EventLoop loop = EventLoop.start("srt-output-test", now::get, faults::add);
  private final Connector connector = new Connector(ConnectorOptions.defaults());
  private final VariantFeed feed = new VariantFeed("stream-1", Specs.MPEGTS, loop);
  private final SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
  private final SrtOutput output =
      new SrtOutput(
          new OutputContext(
              loop,
              connector,
              host -> List.of(InetAddress.getLoopbackAddress()),
              address -> true,
              OutputTiming.DEFAULT),
          DestinationUrl.parse(peer.url(), null)
              .withSrt(new SrtSettings(null, null, LATENCY_MILLIS)),
          feed,
          this,
          "srt-p");

  @AfterEach
  void close() {
    loop.close();
    connector.close();
    feed.close();
    peer.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void goodByeIsSaidWhenThePeerHasPlayedWhatItWasSentAndNothingNewIsSentMeanwhile() {
    live();

    onLoop(() -> output.close(PATIENCE));
    frame(1, FRAME_BYTES);
    advance(PLAYED_AFTER_MILLIS - 1);
    assertThat(told).isEmpty();
    assertThat(peer.connections()).isOne();

    advance(1);
    assertThat(told).containsExactly("closed");
    await().until(() -> peer.connections() == 0);
    assertThat(peer.payloadBytes()).isEqualTo(FRAME_BYTES);
    advance(60_000);
    assertThat(told).hasSize(1);
  }

  @Test
  void aPeerThatHasPlayedAllLongAgoIsLeftAtOnce() {
    live();
    advance(PLAYED_AFTER_MILLIS);

    onLoop(() -> output.close(PATIENCE));

    assertThat(told).containsExactly("closed");
  }

  @Test
  void aPeerThatWasSentNothingIsLeftAtOnce() {
    open();

    onLoop(() -> output.close(PATIENCE));

    assertThat(told).containsExactly("closed");
    await().until(() -> peer.connections() == 0);
  }

  @Test
  void theFrameUnderWayIsSentToItsEndAndNoneAfterIt() {
    open();
    frame(0, LARGE_FRAME_BYTES);
    frame(1, FRAME_BYTES);
    // One burst after the other: the peer's socket has no room for all, and nothing is sent again
    // while the clock stands still.
    awaitAcknowledged(BURST_BYTES);

    onLoop(() -> output.close(PATIENCE));
    awaitAcknowledged(2 * BURST_BYTES);
    advance(1);

    awaitAcknowledged(LARGE_FRAME_BYTES);
    advance(PLAYED_AFTER_MILLIS);
    assertThat(told).containsExactly("closed");
    assertThat(peer.payloadBytes()).isEqualTo(LARGE_FRAME_BYTES);
  }

  /** Or its push would wait for ever, with no connection. */
  @Test
  void aFaultWhileLeaveIsTakenEndsItAtOnce() {
    open();
    frame(0, LARGE_FRAME_BYTES);
    onLoop(() -> {}); // The first packets are out, and the clock stands still.

    onLoop(
        () -> {
          feed.close(); // Of the frame's rest nothing is left.
          output.close(PATIENCE);
        });

    assertThat(told).containsExactly("closed");
  }

  @Test
  void aPeerThatAcknowledgesNothingIsWaitedForNoLongerThanAChangeMayTake() {
    open();
    peer.behave(SrtPeer.Manner.ACKNOWLEDGING_NOTHING);
    frame(0, FRAME_BYTES);
    await().until(() -> peer.payloadBytes() == FRAME_BYTES);

    onLoop(() -> output.close(PATIENCE));
    advance(799);
    assertThat(told).isEmpty();
    advance(1);
    assertThat(told).containsExactly("closed");
  }

  @Test
  void noPeerIsWaitedForLongerThanTheDeadline() {
    live();
    onLoop(() -> output.close(Duration.ofMillis(100)));
    advance(100);
    assertThat(told).containsExactly("closed");
  }

  @Test
  void aPeerThatSaysGoodByeMeanwhileIsNotWaitedFor() {
    live();
    onLoop(() -> output.close(PATIENCE));

    peer.shutDown();

    await().until(() -> !told.isEmpty());
    assertThat(told).containsExactly("closed");
  }

  @Test
  void theLastOfACodecIsPlayedBeforeTheConnectionForTheNextIsAskedFor() {
    live();
    feed.headers(headers("hevc"));
    onLoop(() -> {});
    advance(PLAYED_AFTER_MILLIS - 1);
    assertThat(told).isEmpty();

    advance(1);
    assertThat(told).containsExactly("reconnect");
  }

  @Test
  void aTargetThatIsClosedWhileItsCodecEndsDoesNotAskForAConnection() {
    live();
    feed.headers(headers("hevc"));
    onLoop(() -> output.close(PATIENCE));
    advance(PLAYED_AFTER_MILLIS);
    assertThat(told).containsExactly("closed");
  }

  @Test
  void aPeerThatAcceptsAfterTheTargetWasClosedIsToldGoodBye() {
    peer.behave(SrtPeer.Manner.SILENT);
    onLoop(output::open);
    onLoop(() -> output.close(PATIENCE));
    assertThat(told).containsExactly("closed");

    peer.behave(SrtPeer.Manner.GOOD);
    await().until(() -> peer.streamIds().size() == 1 && peer.connections() == 0);
    onLoop(() -> {});
    assertThat(told).hasSize(1);
  }

  @Test
  void aPeerThatAcceptsAfterTheEngineHasEndedIsToldGoodBye() {
    peer.behave(SrtPeer.Manner.SILENT);
    onLoop(output::open);
    loop.close();

    peer.behave(SrtPeer.Manner.GOOD);
    await().until(() -> peer.streamIds().size() == 1 && peer.connections() == 0);
    assertThat(told).isEmpty();
  }

  @Test
  void whoIsLiveWhenTheEngineEndsHasFailed() {
    live();
    loop.close();
    assertThat(told).containsExactly("failed");
  }

  @Test
  void whoTakesLeaveWhenTheEngineEndsIsToldThatItIsClosed() {
    live();
    onLoop(() -> output.close(PATIENCE));
    loop.close();
    assertThat(told).containsExactly("closed");
  }

  @Test
  void aFaultAtTheFirstBytesEndsTheConnection() {
    frame(0, FRAME_BYTES);
    onLoop(feed::close); // The key frame to begin at is known, its bytes are gone.

    onLoop(output::open);

    await().until(() -> told.contains("failed"));
    await().until(() -> peer.connections() == 0);
  }

  /** Seven packets of MPEG-TS go in one of SRT's: here three frames and a half. */
  @Test
  void everyFrameOfWhichAPacketIsGivenUpIsDroppedOnceAndSoundIsNot() {
    peer.behave(SrtPeer.Manner.ACKNOWLEDGING_NOTHING);
    for (int i = 0; i < 10; i++) {
      frame(i, 2 * 188);
      feed.unit(new MediaUnit(MediaUnit.Kind.AUDIO, i, false, ByteBuffer.allocate(188)));
    }
    open();
    await().until(() -> peer.payloadBytes() == 10 * 3 * 188);
    assertThat(output.droppedFrames()).isZero();

    advance(1_100);
    onLoop(output::check);
    assertThat(output.droppedFrames()).isEqualTo(10);
  }

  /** One frame is sent and acknowledged. */
  private void live() {
    open();
    frame(0, FRAME_BYTES);
    awaitAcknowledged(FRAME_BYTES);
  }

  private void open() {
    onLoop(output::open);
    await().until(() -> told.remove("published"));
  }

  private void awaitAcknowledged(int bytes) {
    await().until(() -> CompletableFuture.supplyAsync(output::bytesSent, loop).get() == bytes);
  }

  private void frame(long dtsMillis, int bytes) {
    if (feed.headers() == null) {
      feed.headers(headers("h264"));
    }
    feed.unit(
        new MediaUnit(MediaUnit.Kind.VIDEO, dtsMillis, dtsMillis == 0, ByteBuffer.allocate(bytes)));
  }

  private static VariantHeaders headers(String videoCodec) {
    return new VariantHeaders(videoCodec, "aac", null, null, Map.of());
  }

  private void advance(long millis) {
    now.addAndGet(millis * 1_000_000);
    onLoop(() -> {}); // The loop looks at its timers behind this one,
    onLoop(() -> {}); // so before this one.
  }

  private void onLoop(Runnable step) {
    CompletableFuture.runAsync(step, loop).orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void published() {
    told.add("published");
  }

  @Override
  public void flowing() {}

  @Override
  public void stalled(String message) {
    told.add("stalled");
  }

  @Override
  public void failed(OutputFailure failure) {
    told.add("failed");
  }

  @Override
  public void reconnectNeeded(String why) {
    told.add("reconnect");
  }

  @Override
  public void closed() {
    told.add("closed");
  }
}
