package dev.sluice.catalog.table;

import dev.sluice.catalog.launch.Launch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a live session, with its newest launch, rests in the list of live sessions. */
final class LiveItems {
  static final String ATTEMPT = "attempt";
  static final String TASK_REF = "taskRef";
  static final String TASK_STARTED_AT = "taskStartedAt";

  /** Of the newest lease that was seen to have run out: until when it was, and when that was. */
  static final String LEASE_OUT = "leaseOut";

  static final String LEASE_OUT_SEEN_AT = "leaseOutSeenAt";

  private LiveItems() {}

  static Write put(String streamId, String sessionId, Instant startedAt) {
    return Write.put(Key.live(streamId, sessionId))
        .set("streamId", streamId)
        .set("sessionId", sessionId)
        .set("startedAt", startedAt);
  }

  /** Puts a launch in place of an older one, whose task is forgotten. */
  static Write freeze(Launch launch) {
    return Write.update(Key.live(launch.streamId(), launch.sessionId()))
        .ifExists()
        .ifMissingOrLess(ATTEMPT, launch.attempt())
        .set(ATTEMPT, launch.attempt())
        .set("parameters", launch.parameters())
        .set("frozenAt", launch.createdAt())
        .set("notBefore", launch.notBefore())
        .set(TASK_REF, null)
        .set(TASK_STARTED_AT, null)
        .set(LEASE_OUT, null)
        .set(LEASE_OUT_SEEN_AT, null);
  }

  /** The newest launch; null when none was tried. */
  static @Nullable Launch launch(Item item) {
    if (!item.has(ATTEMPT)) {
      return null;
    }
    return new Launch(
        item.text("streamId"),
        item.text("sessionId"),
        (int) item.number(ATTEMPT),
        item.textMap("parameters"),
        item.textOrNull(TASK_REF),
        item.instant("frozenAt"),
        item.instantOrNull("notBefore"),
        item.instantOrNull(TASK_STARTED_AT));
  }
}
