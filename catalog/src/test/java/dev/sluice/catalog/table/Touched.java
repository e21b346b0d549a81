package dev.sluice.catalog.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Which items requests ask for and write. */
final class Touched {
  private Touched() {}

  /** The partitions read, checked and written. */
  static List<String> partitions(Collection<DynamoDbRequest> requests) {
    return requests.stream().flatMap(Touched::partitions).distinct().toList();
  }

  /** The keys of items written; a check writes nothing. */
  static List<Key> written(Collection<DynamoDbRequest> requests) {
    return requests.stream().flatMap(Touched::written).distinct().toList();
  }

  private static Stream<String> partitions(DynamoDbRequest request) {
    return switch (request) {
      case GetItemRequest get -> Stream.of(Key.of(get.key()).partition());
      case BatchGetItemRequest batch ->
          batch.requestItems().values().stream()
              .flatMap(asked -> asked.keys().stream())
              .map(key -> Key.of(key).partition());
      case QueryRequest query ->
          Stream.of(
              Objects.requireNonNull(query.expressionAttributeValues().get(":partition")).s());
      case TransactWriteItemsRequest writes ->
          writes.transactItems().stream()
              .flatMap(item -> Stream.concat(written(item), checked(item)))
              .map(Key::partition);
      default -> written(request).map(Key::partition);
    };
  }

  private static Stream<Key> written(DynamoDbRequest request) {
    return switch (request) {
      case PutItemRequest put -> Stream.of(Key.of(put.item()));
      case UpdateItemRequest update -> Stream.of(Key.of(update.key()));
      case TransactWriteItemsRequest writes ->
          writes.transactItems().stream().flatMap(Touched::written);
      default -> Stream.of();
    };
  }

  private static Stream<Key> written(TransactWriteItem item) {
    Stream.Builder<Map<String, AttributeValue>> keys = Stream.builder();
    if (item.put() != null) {
      keys.add(item.put().item());
    }
    if (item.update() != null) {
      keys.add(item.update().key());
    }
    if (item.delete() != null) {
      keys.add(item.delete().key());
    }
    return keys.build().map(Key::of);
  }

  private static Stream<Key> checked(TransactWriteItem item) {
    return item.conditionCheck() == null
        ? Stream.of()
        : Stream.of(Key.of(item.conditionCheck().key()));
  }
}
