package dev.sluice.catalog.push;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import java.util.List;
import java.util.Optional;

/**
 * The pushes of streams. Every change raises the stream's revision in the same transaction; an edit
 * that changes nothing raises nothing. Thread-safe. Methods that change throw {@link
 * dev.sluice.catalog.NotFoundException}.
 */
public interface Pushes {
  /** The most pushes a stream may have. */
  int MAX_PER_STREAM = 100;

  /**
   * Makes a push.
   *
   * @throws dev.sluice.catalog.LimitExceededException at {@link #MAX_PER_STREAM}
   */
  Push create(String accountId, String streamId, PushDraft draft);

  Optional<Push> find(String accountId, String streamId, String pushId);

  /** Oldest first. */
  Page<Push> list(String accountId, String streamId, PageRequest page);

  /** All pushes of a stream, for the task; strongly consistent, no account asked. */
  List<Push> all(String streamId);

  Push edit(String accountId, String streamId, String pushId, PushEdit edit);

  /** Detaches a shared target, deletes an inline one. */
  void delete(String accountId, String streamId, String pushId);

  /** Asks the task for an attempt now, in any state that is not LIVE. */
  void retry(String accountId, String streamId, String pushId);

  /** Asks the task to reconnect this push alone. */
  void restart(String accountId, String streamId, String pushId);
}
