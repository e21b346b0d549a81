package dev.sluice.push.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.PushSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An engine that pushes 6 Mbps to four targets which do nothing wrong, for tests to add a fifth
 * that does.
 */
public final class FourHealthy implements AutoCloseable {
  private static final int TARGETS = 4;
  private static final long FRAME_NANOS = 33_400_000;

  /** Frames that come in the burst with which a target begins. */
  private static final int BURST = 35;

  /** No frame may be held up for longer, whatever else the machine is doing. */
  private static final long MOST_NANOS = 2_000_000_000;

  private final Witness witness = Witness.start();
  private final List<RtmpPeer> peers = new ArrayList<>();
  private final List<PushSpec> specs = new ArrayList<>();
  private final List<String> connectionIds;
  private final EngineRun run;

  public FourHealthy(EngineOptions options) {
    for (int i = 0; i < TARGETS; i++) {
      peers.add(RtmpPeer.start());
      specs.add(Specs.rtmp("good-" + i, peers.get(i).url(), "key-" + i));
    }
    run = EngineRun.start(options, Clip.stamped(25_000));
    run.apply(specs.toArray(PushSpec[]::new));
    specs.forEach(s -> run.await(s.pushId(), PushState.LIVE));
    connectionIds = connectionIds();
  }

  public EngineRun run() {
    return run;
  }

  /** Wants a fifth. */
  public void add(PushSpec fifth) {
    List<PushSpec> all = new ArrayList<>(specs);
    all.add(fifth);
    run.apply(all.toArray(PushSpec[]::new));
  }

  /** No frame is missing or held up, and every connection is the one it was. */
  public void assertUnharmed() {
    int seen = peers.getFirst().connection().videoFrames().size();
    int enough = Math.max(seen + 2 * BURST, BURST + 100);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> peers.stream().allMatch(p -> p.connection().videoFrames().size() > enough));
    assertThat(connectionIds()).isEqualTo(connectionIds);
    for (RtmpPeer peer : peers) {
      assertThat(peer.connections()).hasSize(1);
      assertEveryFrameCame(peer.connection(), run.source().handedOver());
    }
    assertNoFrameWasHeldUp();
  }

  private List<String> connectionIds() {
    return specs.stream()
        .map(s -> Objects.requireNonNull(run.status(s.pushId()).connectionId()))
        .toList();
  }

  private static void assertEveryFrameCame(PeerConnection peer, Map<Long, Long> handedOver) {
    List<PeerConnection.Media> frames = peer.videoFrames();
    List<Long> sent =
        handedOver.keySet().stream().sorted().filter(d -> d >= frames.getFirst().stamp()).toList();
    List<Long> received = frames.stream().map(PeerConnection.Media::stamp).toList();
    assertThat(received).as("frames without a gap").isEqualTo(sent.subList(0, received.size()));
  }

  /**
   * A frame's delay is counted from the moment at which the source handed it over, so that the
   * source's own stutter is not in it, and is that of the target which had it first: what the loop
   * does to one it does to all, what the machine does to a receiver's thread it does to that one.
   * Of 100 frames 95 are to come within one frame's time, which a loop that stands still for 100 ms
   * of every 250 misses by far (80 ms), and with it one that waits for a target even once: a
   * connect or a handshake takes seconds to fail. A quiet machine takes a millisecond; what a
   * loaded one takes longer, the witness tells.
   */
  private void assertNoFrameWasHeldUp() {
    Map<Long, Long> first = new HashMap<>();
    for (RtmpPeer peer : peers) {
      peer.connection().videoFrames().stream()
          .skip(BURST)
          .forEach(frame -> first.merge(frame.stamp(), frame.arrivedNanos(), Math::min));
    }
    Map<Long, Long> handedOver = run.source().handedOver();
    List<Long> delays =
        first.entrySet().stream()
            .map(e -> e.getValue() - Objects.requireNonNull(handedOver.get(e.getKey())))
            .sorted()
            .toList();
    long p95 = delays.get(delays.size() * 95 / 100);
    long machine = witness.p95Nanos();
    System.out.printf(
        "added delay of %d frames: p50 %.2f ms, p95 %.2f ms, most %.2f ms; the machine's %.2f ms%n",
        delays.size(),
        delays.get(delays.size() / 2) / 1e6,
        p95 / 1e6,
        delays.getLast() / 1e6,
        machine / 1e6);
    assertThat(p95).as("95 of 100 frames' delay").isLessThan(FRAME_NANOS + 2 * machine);
    assertThat(delays.getLast()).as("the longest delay").isLessThan(MOST_NANOS);
  }

  @Override
  public void close() {
    run.close();
    peers.forEach(RtmpPeer::close);
    witness.close();
  }
}
