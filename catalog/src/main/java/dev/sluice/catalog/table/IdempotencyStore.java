package dev.sluice.catalog.table;

import dev.sluice.catalog.Idempotency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@link Idempotency} in the table: one item per account and key, gone after a day. */
final class IdempotencyStore implements Idempotency {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration LEFT_BY_A_CRASH = Duration.ofMinutes(1);

  private final Surroundings around;

  IdempotencyStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Claim claim(String accountId, String key, String requestHash) {
    return around.table().untilItHolds(() -> tryClaim(itemKey(accountId, key), requestHash));
  }

  private Claim tryClaim(Key key, String requestHash) {
    Instant now = around.now();
    Optional<Item> found = around.table().get(key);
    Write mine =
        Write.put(key)
            .set("requestHash", requestHash)
            .set("claimedAt", now)
            .set(SluiceTable.TTL, now.plus(KEPT).getEpochSecond());
    if (found.isEmpty()) {
      around.table().write(mine.ifAbsent());
      return new Claim.Mine();
    }
    Item item = found.get();
    Instant claimedAt = item.instant("claimedAt");
    if (!claimedAt.plus(KEPT).isAfter(now)) {
      // DynamoDB removes expired items in its own time.
      around.table().write(mine.ifEquals("claimedAt", claimedAt));
      return new Claim.Mine();
    }
    if (!item.text("requestHash").equals(requestHash)) {
      return new Claim.Mismatch();
    }
    if (item.has("status")) {
      return replay(item);
    }
    if (!claimedAt.plus(LEFT_BY_A_CRASH).isAfter(now)) {
      around.table().write(mine.ifEquals("claimedAt", claimedAt).ifMissing("status"));
      return new Claim.Mine();
    }
    return new Claim.InProgress();
  }

  @Override
  public void remember(String accountId, String key, String requestHash, int status, String body) {
    ifMine(
        Write.update(itemKey(accountId, key))
            .ifEquals("requestHash", requestHash)
            .ifMissing("status")
            .set("status", status)
            .set("body", body));
  }

  @Override
  public void release(String accountId, String key, String requestHash) {
    ifMine(
        Write.delete(itemKey(accountId, key))
            .ifEquals("requestHash", requestHash)
            .ifMissing("status"));
  }

  private void ifMine(Write write) {
    try {
      around.table().write(write);
    } catch (ConditionFailed e) {
      // Answered already, or the key has passed to another request: what stands there counts.
    }
  }

  @Override
  public Optional<Claim.Replay> find(String accountId, String key) {
    return around
        .table()
        .get(itemKey(accountId, key))
        .filter(item -> item.has("status"))
        .map(IdempotencyStore::replay);
  }

  private static Claim.Replay replay(Item item) {
    return new Claim.Replay((int) item.number("status"), item.text("body"));
  }

  /** By the key's hash: a client may take anything for its key, a secret among others. */
  private static Key itemKey(String accountId, String key) {
    return Key.idempotency(accountId, Digests.sha256(key));
  }
}
