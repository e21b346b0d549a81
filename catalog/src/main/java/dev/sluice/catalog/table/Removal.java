package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import java.util.List;

/**
 * An object on its way out. One transaction makes it unreachable and marks its {@code META}; what
 * hangs on it follows in batches, {@code META} last, so that a removal that broke off is finished
 * by asking for it again.
 */
abstract class Removal {
  static final String DELETING = "deleting";

  final Surroundings around;
  final String accountId;
  private final Key meta;
  private final String noun;

  /**
   * @param noun what a {@link NotFoundException} calls the object
   */
  Removal(Surroundings around, String accountId, Key meta, String noun) {
    this.around = around;
    this.accountId = accountId;
    this.meta = meta;
    this.noun = noun;
  }

  /** What makes the object unreachable, its mark included. */
  abstract List<Write> hide(Item found);

  /** What goes next, of one transaction's size at most; empty when only {@code META} is left. */
  abstract List<Write> nextBatch();

  final void run() {
    boolean _ = around.table().untilItHolds(this::mark);
    while (around.table().untilItHolds(this::removeBatch)) {
      // The next batch.
    }
    around.table().write(Write.delete(meta));
  }

  private boolean mark() {
    Item found =
        around
            .table()
            .get(meta)
            .filter(item -> item.text("accountId").equals(accountId))
            .orElseThrow(() -> new NotFoundException(noun));
    return !found.flag(DELETING) && written(hide(found));
  }

  private boolean removeBatch() {
    return written(nextBatch());
  }

  private boolean written(List<Write> writes) {
    if (!writes.isEmpty()) {
      around.table().write(writes);
    }
    return !writes.isEmpty();
  }
}
