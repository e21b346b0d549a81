package dev.sluice.catalog.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A target with its pushes on the way out. */
final class TargetRemoval extends Removal {
  /** Push, status, use, and the stream's CONFIG: four actions each at most. */
  private static final int PUSHES_PER_BATCH = Table.TRANSACTION_ACTIONS / 4;

  private final String targetId;

  TargetRemoval(Surroundings around, String accountId, String targetId) {
    super(around, accountId, Key.target(targetId), "target");
    this.targetId = targetId;
  }

  @Override
  List<Write> hide(Item found) {
    return List.of(
        Write.update(Key.target(targetId)).ifExists().set(DELETING, true),
        Write.delete(Key.accountTarget(accountId, targetId)));
  }

  @Override
  List<Write> nextBatch() {
    List<TargetUse> uses =
        around.table().query(TargetUse.listing(targetId), null, PUSHES_PER_BATCH).stream()
            .map(TargetUse::read)
            .toList();
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
    return writes;
  }
}
