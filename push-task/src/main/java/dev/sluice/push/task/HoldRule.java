package dev.sluice.push.task;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a session has been without its source for too long. Pure.
 *
 * <p>An idle event starts the hold by the catalog's clock. Without one (a pulled source, an ingest
 * server that died) the task's own loss of the source starts it. A source that never came is given
 * {@link #OPENING} at least: a hold of 0 s means "end when it goes", not "end before it came". So
 * is one that may be there without the task having opened it: told of after the loss or shortly
 * before it (an encoder back at the very end of its hold, a successor whose predecessor's end was
 * told before the task noticed it), or announced beside the one that broke.
 *
 * <p>An announced connection whose end is never told keeps nothing alive: when the others have
 * gone, the session ends by {@code SOURCE_LOST} after the hold, or {@link #OPENING} if that is
 * longer.
 */
final class HoldRule {
  static final Duration OPENING = Duration.ofSeconds(30);

  private HoldRule() {}

  /**
   * Why the session is to end now, if it is.
   *
   * @param announcedAt when the task heard that the source is there anew; null for not since it
   *     began, or if it was said to have gone after that
   */
  static Optional<EndCause> due(
      SessionControl control, SourceWatch.Seen source, @Nullable Instant announcedAt, Instant now) {
    if (control.idleSince() != null && passed(control.idleSince(), control.hold(), now)) {
      return Optional.of(EndCause.HOLD_EXPIRED);
    }
    Instant lostSince = source.lostSince();
    if (lostSince == null) {
      return Optional.empty();
    }
    Instant since = announcedAt != null && announcedAt.isAfter(lostSince) ? announcedAt : lostSince;
    boolean toldOfLately = announcedAt != null && announcedAt.plus(OPENING).isAfter(lostSince);
    boolean opening = !source.everFlowed() || toldOfLately || control.othersAnnounced();
    Duration window = opening ? longer(control.hold(), OPENING) : control.hold();
    return passed(since, window, now) ? Optional.of(EndCause.SOURCE_LOST) : Optional.empty();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static boolean passed(Instant since, Duration window, Instant now) {
    return !now.isBefore(since.plus(window));
  }
}
