package dev.sluice.push.engine;

import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.wire.net.Connector;
import dev.sluice.wire.net.ConnectorOptions;
import dev.sluice.wire.net.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: all targets of one session on one event loop. The public methods and the source's
 * calls come from any thread and hand over to the loop, where everything else lives; how media gets
 * there is told at {@link dev.sluice.push.fanout.VariantFeed}.
 */
public final class FanOutEngine implements PushEngine, SourceListener {
  private static final Logger log = LoggerFactory.getLogger(FanOutEngine.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** How often outputs are checked and counters renewed. */
  private static final Duration TICK = Duration.ofMillis(250);

  private final String streamId;
  private final EngineOptions options;
  private final EventLoop loop;
  private final Connector connector;
  private final Source source;
  private final Feeds feeds;
  private final PushContext context;
  private final Map<String, PushStatus> statuses = new ConcurrentHashMap<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch allEnded = new CountDownLatch(1);
  private volatile Runnable onStateChange = () -> {};

  // The loop's thread alone.
  private final Map<String, TargetPush> pushes = new LinkedHashMap<>();
  private SourcePresence presence = SourcePresence.EXPECTED;
  private boolean ending;

  private FanOutEngine(
      String streamId,
      String sessionId,
      Clock clock,
      Function<SourceListener, Source> sourceFactory,
      EngineOptions options) {
    this.streamId = streamId;
    this.options = options;
    this.loop = EventLoop.start("fan-out");
    this.connector =
        new Connector(
            ConnectorOptions.defaults()
                .withTrust(options.trust())
                .withResolver(options.resolver())
                .withAddressAllowed(options.addressAllowed()));
    this.source = sourceFactory.apply(this);
    this.feeds = new Feeds(streamId, source, loop);
    OutputContext outputs =
        new OutputContext(
            loop, connector, options.resolver(), options.addressAllowed(), options.timing());
    this.context =
        new PushContext(
            streamId,
            sessionId,
            clock,
            feeds,
            new OutputFactory(outputs),
            () -> Long.toHexString(options.random().nextLong()),
            options.timing().closePatience(),
            status -> statuses.put(status.pushId(), status),
            this::stateChanged);
  }

  /**
   * Starts an engine and its source.
   *
   * @param sourceFactory makes the source with the given listener, not yet started; the engine
   *     starts and closes it
   */
  public static FanOutEngine create(
      String streamId,
      String sessionId,
      Clock clock,
      Function<SourceListener, Source> sourceFactory,
      EngineOptions options) {
    FanOutEngine engine = new FanOutEngine(streamId, sessionId, clock, sourceFactory, options);
    engine.loop.schedule(TICK, engine::tick);
    engine.source.start();
    return engine;
  }

  // ---- the control thread

  @Override
  public void apply(long revision, Instant revisedAt, List<PushSpec> wanted) {
    List<PushSpec> copy = List.copyOf(wanted);
    onLoop(() -> reconcile(revision, revisedAt, copy));
  }

  @Override
  public Collection<PushStatus> statuses() {
    return List.copyOf(statuses.values());
  }

  /** One that was wanted again meanwhile, or has ended once more, has another status by now. */
  @Override
  public void reported(Collection<PushStatus> written) {
    written.stream()
        .filter(status -> status.state() == PushState.ENDED)
        .forEach(status -> statuses.remove(status.pushId(), status));
  }

  /** How many pushes are in hand, for tests. */
  CompletableFuture<Integer> pushesInHand() {
    return CompletableFuture.supplyAsync(pushes::size, loop);
  }

  @Override
  public void onStateChange(Runnable listener) {
    onStateChange = listener;
  }

  @Override
  public void stop(Duration deadline) {
    if (!stopping.compareAndSet(false, true)) {
      awaitQuietly(stopped, deadline.plus(STOP));
      return;
    }
    long until = System.nanoTime() + deadline.toNanos();
    onLoop(this::endAll);
    source.close();
    if (!awaitQuietly(allEnded, Duration.ofNanos(until - System.nanoTime()))) {
      log.warn("streamId={} direction=out not every target took leave in time", streamId);
    }
    loop.close();
    connector.close();
    feeds.close();
    stopped.countDown();
  }

  @Override
  public void close() {
    stop(STOP);
  }

  private static boolean awaitQuietly(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // ---- the source's thread

  @Override
  public void flowing(SourceInfo info) {
    onLoop(
        () -> {
          presence = SourcePresence.FLOWING;
          context.outputs().source(info);
          each(TargetPush::sourceFlowing);
        });
  }

  @Override
  public void described(SourceInfo info) {
    onLoop(() -> context.outputs().source(info));
  }

  @Override
  public void lost(Reason reason, String message) {
    onLoop(
        () -> {
          if (presence == SourcePresence.FLOWING) {
            presence = SourcePresence.AWAY;
            each(TargetPush::sourceAway);
          }
        });
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("streamId={} the engine has stopped", streamId);
    }
  }

  // ---- the loop's thread

  private void reconcile(long revision, Instant revisedAt, List<PushSpec> wanted) {
    if (ending) {
      return;
    }
    Set<String> ids = wanted.stream().map(PushSpec::pushId).collect(Collectors.toSet());
    // What goes, goes first: it may make room at the platform for what comes.
    each(
        push -> {
          if (!ids.contains(push.id())) {
            push.drop(revision, revisedAt);
          }
        });
    for (PushSpec spec : wanted) {
      TargetPush push =
          pushes.computeIfAbsent(
              spec.pushId(), id -> new TargetPush(context, spec, options.random(), presence));
      guarded(push, p -> p.want(spec, revision, revisedAt));
    }
  }

  private void tick() {
    // First, and not by way of the queue: neither a fault nor a full queue ends the ticking.
    loop.schedule(TICK, this::tick);
    each(TargetPush::tick);
  }

  private void endAll() {
    ending = true;
    each(TargetPush::drop);
    tellIfAllEnded();
  }

  private void stateChanged() {
    onStateChange.run();
    tellIfAllEnded();
  }

  private void tellIfAllEnded() {
    if (ending && pushes.values().stream().allMatch(TargetPush::isEnded)) {
      allEnded.countDown();
    }
  }

  /** Whoever has ended is let go of first: an ended push never comes back to life. */
  private void each(Consumer<TargetPush> call) {
    pushes.values().removeIf(TargetPush::isEnded);
    pushes.values().forEach(push -> guarded(push, call));
  }

  /** A fault in one push is that push's alone. */
  private static void guarded(TargetPush push, Consumer<TargetPush> call) {
    try {
      call.accept(push);
    } catch (RuntimeException fault) {
      log.error("{} failed", push, fault);
    }
  }
}
