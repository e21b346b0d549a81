package dev.sluice.push.testing;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.FanOutEngine;
import dev.sluice.push.engine.PushSpec;
import dev.sluice.push.variant.Container;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** An engine with a {@link ClipSource}, as a test drives it. */
public final class EngineRun implements AutoCloseable {
  private final AtomicReference<ClipSource> source = new AtomicReference<>();
  private final AtomicLong revision = new AtomicLong();
  private final FanOutEngine engine;

  private EngineRun(EngineOptions options, Function<Container, Clip> clips, boolean sourceAway) {
    engine =
        FanOutEngine.create(
            "stream-1",
            "session-1",
            Clock.systemUTC(),
            listener -> {
              ClipSource made = new ClipSource(listener, clips);
              source.set(sourceAway ? made.lose() : made);
              return made;
            },
            options);
  }

  /** With real media, for receivers that decode. */
  public static EngineRun start() {
    return new EngineRun(EngineOptions.defaults(), Clip::of, false);
  }

  /** With media for receivers that count. */
  public static EngineRun start(EngineOptions options, Clip clip) {
    return new EngineRun(options, container -> clip, false);
  }

  /** The same, with a source that has yet to come. */
  public static EngineRun startWithoutSource(Clip clip) {
    return new EngineRun(EngineOptions.defaults(), container -> clip, true);
  }

  public FanOutEngine engine() {
    return engine;
  }

  public ClipSource source() {
    return source.get();
  }

  /** Wants these pushes, in the next revision; returns it. */
  public long apply(PushSpec... wanted) {
    long next = revision.incrementAndGet();
    engine.apply(next, Instant.now(), List.of(wanted));
    return next;
  }

  public PushStatus status(String pushId) {
    return engine.statuses().stream()
        .filter(s -> s.pushId().equals(pushId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no status of " + pushId + " yet"));
  }

  public PushStatus await(String pushId, PushState state) {
    return await(pushId, s -> s.state() == state, Duration.ofSeconds(15));
  }

  public PushStatus await(String pushId, Predicate<PushStatus> wanted, Duration atMost) {
    return org.awaitility.Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .ignoreException(AssertionError.class)
        .until(() -> status(pushId), wanted);
  }

  @Override
  public void close() {
    engine.close();
  }
}
