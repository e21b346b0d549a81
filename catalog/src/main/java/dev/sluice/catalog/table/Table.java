package dev.sluice.catalog.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The one class that speaks to DynamoDB. Every read is strongly consistent and none scans.
 * Throttling and network errors surface as the SDK's own exceptions once retries are used up.
 * Thread-safe.
 */
final class Table {
  /** The most actions of one transaction. */
  static final int TRANSACTION_ACTIONS = 100;

  private static final int BATCH_GET_KEYS = 100;
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> PASSING_REASONS =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient client;
  private final String name;
  private final Backoff backoff;

  Table(DynamoDbClient client, String name, Backoff backoff) {
    this.client = client;
    this.name = name;
    this.backoff = backoff;
  }

  /** A key too long for DynamoDB names nothing that could be there. */
  Optional<Item> get(Key key) {
    if (!key.storable()) {
      return Optional.empty();
    }
    var response =
        client.getItem(get -> get.tableName(name).key(key.attributes()).consistentRead(true));
    return response.hasItem() ? Optional.of(new Item(response.item())) : Optional.empty();
  }

  /** Those of the items that are there. */
  Map<Key, Item> getAll(Collection<Key> keys) {
    Map<Key, Item> found = new HashMap<>();
    List<Key> wanted = keys.stream().filter(Key::storable).distinct().toList();
    for (int from = 0; from < wanted.size(); from += BATCH_GET_KEYS) {
      getBatch(wanted.subList(from, Math.min(from + BATCH_GET_KEYS, wanted.size())), found);
    }
    return found;
  }

  private void getBatch(List<Key> keys, Map<Key, Item> found) {
    Map<String, KeysAndAttributes> ask =
        Map.of(
            name,
            KeysAndAttributes.builder()
                .keys(keys.stream().map(Key::attributes).toList())
                .consistentRead(true)
                .build());
    for (int attempt = 0; ; attempt++) {
      Map<String, KeysAndAttributes> asked = ask;
      BatchGetItemResponse response = client.batchGetItem(get -> get.requestItems(asked));
      for (var attributes : response.responses().getOrDefault(name, List.of())) {
        Item item = new Item(attributes);
        found.put(item.key(), item);
      }
      ask = response.unprocessedKeys();
      if (ask.isEmpty()) {
        return;
      }
      if (!backoff.mayTryAgainAfter(attempt)) {
        throw ProvisionedThroughputExceededException.builder()
            .message("DynamoDB left keys of a batch unread again and again")
            .build();
      }
      backoff.pause(attempt);
    }
  }

  /**
   * The items of a partition whose sort keys begin with a prefix, in the order of those keys.
   *
   * @param after the sort key to go on behind, or null for the beginning
   * @param limit the most items wanted
   */
  List<Item> query(Listing listing, @Nullable String after, int limit) {
    return Queries.run(client, name, listing, after, limit);
  }

  /**
   * Writes all or nothing. A client token makes it idempotent under the SDK's own retries;
   * conflicts with other transactions and throttling are tried again.
   *
   * @throws ConditionFailed when a condition did not hold
   */
  void write(List<Write> writes) {
    TransactWriteItemsRequest request = request(writes);
    for (int attempt = 0; ; attempt++) {
      try {
        client.transactWriteItems(request);
        return;
      } catch (TransactionCanceledException e) {
        Set<Key> failed = failed(e, writes);
        if (!failed.isEmpty()) {
          throw new ConditionFailed(failed, e);
        }
        if (!passes(e) || !backoff.mayTryAgainAfter(attempt)) {
          throw e;
        }
        request = request(writes);
      } catch (TransactionInProgressException e) {
        // The answer to the same token was lost on the way: ask for it again.
        if (!backoff.mayTryAgainAfter(attempt)) {
          throw e;
        }
      }
      backoff.pause(attempt);
    }
  }

  private TransactWriteItemsRequest request(List<Write> writes) {
    return TransactWriteItemsRequest.builder()
        .transactItems(writes.stream().map(write -> write.inTransaction(name)).toList())
        .clientRequestToken(UUID.randomUUID().toString())
        .build();
  }

  void write(Write... writes) {
    write(List.of(writes));
  }

  /**
   * Writes one item by itself, at half of a transaction's price. Only for writes that may be
   * applied twice: an answer lost on the way makes the SDK send it again.
   *
   * @throws ConditionFailed when a condition did not hold
   */
  void writeAlone(Write write) {
    for (int attempt = 0; ; attempt++) {
      try {
        write.alone(client, name);
        return;
      } catch (ConditionalCheckFailedException e) {
        throw new ConditionFailed(Set.of(write.key()), e);
      } catch (TransactionConflictException e) {
        if (!backoff.mayTryAgainAfter(attempt)) {
          throw e;
        }
        backoff.pause(attempt);
      }
    }
  }

  /**
   * Reads, decides and writes on condition that nothing changed meanwhile, again until it holds.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when others got in the way each time
   */
  <T> T untilItHolds(Supplier<T> readDecideWrite) {
    for (int attempt = 0; ; attempt++) {
      try {
        return readDecideWrite.get();
      } catch (ConditionFailed e) {
        if (!backoff.mayTryAgainAfter(attempt)) {
          throw e.sdkException();
        }
        backoff.pause(attempt);
      }
    }
  }

  private static Set<Key> failed(TransactionCanceledException e, List<Write> writes) {
    Set<Key> failed = new HashSet<>();
    List<CancellationReason> reasons = e.cancellationReasons();
    for (int i = 0; i < reasons.size(); i++) {
      if (CONDITION_FAILED.equals(reasons.get(i).code())) {
        failed.add(writes.get(i).key());
      }
    }
    return failed;
  }

  private static boolean passes(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .map(CancellationReason::code)
        .allMatch(code -> code == null || PASSING_REASONS.contains(code));
  }
}
