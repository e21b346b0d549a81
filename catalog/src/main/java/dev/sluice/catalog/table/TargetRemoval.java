package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A target on its way out, its pushes with it. One transaction hides it; pushes follow in batches,
 * {@code META} last, so that a removal that broke off is finished by asking for it again.
 */
final class TargetRemoval {
  /** Push, status, use, and the stream's CONFIG: four actions each at most. */
  private static final int PUSHES_PER_BATCH = Table.TRANSACTION_ACTIONS / 4;

  private final Surroundings around;
  private final String accountId;
  private final String targetId;

  TargetRemoval(Surroundings around, String accountId, String targetId) {
    this.around = around;
    this.accountId = accountId;
    this.targetId = targetId;
  }

  void run() {
    around
        .table()
        .untilItHolds(
            () -> {
              markDeleting();
              return null;
            });
    while (around.table().untilItHolds(this::removeBatch)) {
      // The next batch.
    }
    around.table().write(Write.delete(Key.target(targetId)));
  }

  private void markDeleting() {
    Item item =
        around
            .table()
            .get(Key.target(targetId))
            .filter(found -> found.text("accountId").equals(accountId))
            .orElseThrow(() -> new NotFoundException("target"));
    if (item.flag(TargetItems.DELETING)) {
      return;
    }
    around
        .table()
        .write(
            Write.update(Key.target(targetId)).ifExists().set(TargetItems.DELETING, true),
            Write.delete(Key.accountTarget(accountId, targetId)));
  }

  private boolean removeBatch() {
    List<TargetUse> uses =
        around.table().query(TargetUse.listing(targetId), null, PUSHES_PER_BATCH).stream()
            .map(TargetUse::read)
            .toList();
    if (uses.isEmpty()) {
      return false;
    }
    Map<Key, Item> configs =
        around.table().getAll(uses.stream().map(use -> Key.config(use.streamId())).toList());
    Map<Key, Integer> removed = new HashMap<>();
    List<Write> writes = new ArrayList<>();
    for (TargetUse use : uses) {
      Key config = Key.config(use.streamId());
      Write push = Write.delete(Key.push(use.streamId(), use.pushId()));
      if (configs.containsKey(config)) {
        // Counted once, even when the push is being deleted by itself at the same time.
        push.ifExists();
        removed.merge(config, 1, Integer::sum);
      }
      writes.add(push);
      writes.add(Write.delete(Key.status(use.streamId(), use.pushId())));
      writes.add(Write.delete(use.key()));
    }
    removed.forEach(
        (config, count) ->
            writes.add(StreamConfig.bump(config, around.now()).add("pushes", -count)));
    around.table().write(writes);
    return true;
  }
}
