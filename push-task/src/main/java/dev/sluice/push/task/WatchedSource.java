package dev.sluice.push.task;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The session's source together with its watch; both are made when the engine asks for its source.
 */
final class WatchedSource {
  private final SourceFactory factory;
  private final Clock clock;
  private volatile Runnable onChange = () -> {};
  private @Nullable Source source;
  private @Nullable SourceWatch watch;

  WatchedSource(SourceFactory factory, Clock clock) {
    this.factory = factory;
    this.clock = clock;
  }

  /** Makes the source; called once, by the engine's making. */
  Source create(Secret url, SourceListener engine) {
    var made = new SourceWatch(engine, clock, () -> onChange.run());
    watch = made;
    source = factory.create(url, made);
    return source;
  }

  /** Whom to tell that {@link #seen} has changed; called from the source's thread. */
  void onChange(Runnable listener) {
    onChange = listener;
  }

  SourceWatch.Seen seen() {
    return Objects.requireNonNull(watch, "the engine made no source").seen();
  }

  void moved(Secret url) {
    Objects.requireNonNull(source, "the engine made no source").moved(url);
  }
}
