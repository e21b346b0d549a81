package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change of a target, told to every stream that uses it. What fits into one transaction is one. A
 * target that more streams use keeps, from the first transaction on, how far the telling has come
 * ({@code tellAfter}); whoever edits it next finishes what broke off before anything else.
 */
final class TargetRevision {
  private static final String TELL_AFTER = "tellAfter";

  /** A use sorts behind this: the telling begins. */
  private static final String BEGINNING = Key.USED_PREFIX;

  /** One action is the target's own. */
  private static final int USES_PER_BATCH = Table.TRANSACTION_ACTIONS - 1;

  private final Surroundings around;
  private final String accountId;
  private final String targetId;

  TargetRevision(Surroundings around, String accountId, String targetId) {
    this.around = around;
    this.accountId = accountId;
    this.targetId = targetId;
  }

  Target edit(TargetEdit edit) {
    Target target =
        around
            .table()
            .untilItHolds(
                () -> {
                  finishTelling();
                  return tryEdit(edit);
                });
    around
        .table()
        .untilItHolds(
            () -> {
              finishTelling();
              return null;
            });
    return target;
  }

  private Target tryEdit(TargetEdit edit) {
    Item item = item();
    Target old = Objects.requireNonNull(TargetItems.read(item));
    Target changed =
        new TargetChanges(around.sealer(accountId, targetId), around.now()).apply(old, edit);
    if (changed.equals(old)) {
      return old;
    }
    List<Item> uses = uses(BEGINNING);
    boolean all = uses.size() <= USES_PER_BATCH;
    List<Item> told = all ? uses : uses.subList(0, USES_PER_BATCH);
    long version = item.number(TargetItems.VERSION);
    List<Write> writes = bumps(told);
    writes.add(
        TargetItems.put(changed, version + 1)
            .ifEquals(TargetItems.VERSION, version)
            .ifMissing(Removal.DELETING)
            .set(TELL_AFTER, all ? null : told.getLast().key().sort()));
    around.table().write(writes);
    return changed;
  }

  private void finishTelling() {
    for (Item item = item(); item.has(TELL_AFTER); item = item()) {
      String after = item.text(TELL_AFTER);
      List<Item> uses = uses(after);
      boolean last = uses.size() <= USES_PER_BATCH;
      List<Item> told = last ? uses : uses.subList(0, USES_PER_BATCH);
      List<Write> writes = bumps(told);
      writes.add(
          Write.update(Key.target(targetId))
              .ifEquals(TELL_AFTER, after)
              .add(TargetItems.VERSION, 1)
              .set(TELL_AFTER, last ? null : told.getLast().key().sort()));
      around.table().write(writes);
    }
  }

  private Item item() {
    return around
        .table()
        .get(Key.target(targetId))
        .filter(item -> item.text("accountId").equals(accountId))
        .filter(item -> !item.flag(Removal.DELETING))
        .orElseThrow(() -> new NotFoundException("target"));
  }

  private List<Item> uses(String after) {
    return around.table().query(TargetUse.listing(targetId), after, USES_PER_BATCH + 1);
  }

  /** One for each stream that is still there: a stream being deleted has lost its CONFIG first. */
  private List<Write> bumps(List<Item> uses) {
    Set<Key> configs =
        uses.stream()
            .map(TargetUse::read)
            .map(use -> Key.config(use.streamId()))
            .collect(Collectors.toSet());
    List<Write> writes = new ArrayList<>();
    for (Key config : around.table().getAll(configs).keySet()) {
      writes.add(StreamConfig.bump(config, around.now()));
    }
    return writes;
  }
}
