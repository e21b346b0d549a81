package dev.sluice.push.task;

import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.source.SourceListener;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the source: told by its thread, read by the control thread. Passes everything on
 * to the engine.
 *
 * <p>Thread-safe: one immutable snapshot, replaced whole.
 */
final class SourceWatch implements SourceListener {
  private final SourceListener engine;
  private final Clock clock;
  private final Runnable onChange;
  private volatile Seen seen;

  /**
   * The source as it is.
   *
   * @param everFlowed media has come at least once
   * @param lostSince null while media flows; the start of the task before it first did
   */
  record Seen(
      boolean everFlowed,
      @Nullable Instant lostSince,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable SourceInfo info) {
    SessionState state() {
      if (lostSince == null) {
        return SessionState.LIVE;
      }
      return everFlowed ? SessionState.HOLDING : SessionState.STARTING;
    }
  }

  SourceWatch(SourceListener engine, Clock clock, Runnable onChange) {
    this.engine = engine;
    this.clock = clock;
    this.onChange = onChange;
    this.seen = new Seen(false, clock.instant(), null, null, null);
  }

  Seen seen() {
    return seen;
  }

  @Override
  public void flowing(SourceInfo info) {
    seen = new Seen(true, null, null, null, info);
    engine.flowing(info);
    onChange.run();
  }

  @Override
  public void described(SourceInfo info) {
    Seen now = seen;
    seen = new Seen(now.everFlowed(), now.lostSince(), now.reason(), now.message(), info);
    engine.described(info);
    onChange.run();
  }

  @Override
  public void lost(Reason reason, String message) {
    Seen now = seen;
    Instant since = now.lostSince() == null ? clock.instant() : now.lostSince();
    seen = new Seen(now.everFlowed(), since, reason, message, now.info());
    engine.lost(reason, message);
    onChange.run();
  }
}
