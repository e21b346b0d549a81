package dev.sluice.push.testing;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.FanOutEngine;
import dev.sluice.push.engine.PushSpec;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.variant.Container;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An engine with its source, as a test drives it. */
public final class EngineRun implements AutoCloseable {
  private final AtomicLong revision = new AtomicLong();
  private final FanOutEngine engine;
  private @Nullable Source source;

  private EngineRun(EngineOptions options, Function<SourceListener, Source> sources) {
    engine =
        FanOutEngine.create(
            "stream-1",
            "session-1",
            Clock.systemUTC(),
            listener -> {
              Source made = sources.apply(listener);
              source = made;
              return made;
            },
            options);
  }

  /** With real media, for receivers that decode. */
  public static EngineRun start() {
    return pulling(listener -> new ClipSource(listener, Clip::of));
  }

  /** With media for receivers that count. */
  public static EngineRun start(EngineOptions options, Clip clip) {
    return new EngineRun(options, listener -> new ClipSource(listener, container -> clip));
  }

  /** The same, with a source that has yet to come. */
  public static EngineRun startWithoutSource(Clip clip) {
    Function<Container, Clip> clips = container -> clip;
    return pulling(listener -> new ClipSource(listener, clips).lose());
  }

  /** With a source of the test's own. */
  public static EngineRun pulling(Function<SourceListener, Source> sources) {
    return new EngineRun(EngineOptions.defaults(), sources);
  }

  public FanOutEngine engine() {
    return engine;
  }

  /** The source, where it is a clip. */
  public ClipSource source() {
    return (ClipSource) Objects.requireNonNull(source);
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
    return Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(10))
        .ignoreException(AssertionError.class)
        .until(() -> status(pushId), wanted);
  }

  @Override
  public void close() {
    engine.close();
  }
}
