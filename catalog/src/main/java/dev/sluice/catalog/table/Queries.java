package dev.sluice.catalog.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Runs a query through its pages of at most 1 MB. */
final class Queries {
  private Queries() {}

  static List<Item> run(
      DynamoDbClient client, String table, Listing listing, @Nullable String after, int limit) {
    List<Item> items = new ArrayList<>();
    Map<String, AttributeValue> from =
        after == null ? Map.of() : new Key(listing.partition(), after).attributes();
    do {
      QueryResponse page = client.query(request(table, listing, from, limit - items.size()));
      page.items().forEach(attributes -> items.add(new Item(attributes)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty() && items.size() < limit);
    return items;
  }

  private static QueryRequest request(
      String table, Listing listing, Map<String, AttributeValue> from, int limit) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .scanIndexForward(!listing.newestFirst())
            .limit(limit);
    if (!from.isEmpty()) {
      request.exclusiveStartKey(from);
    }
    return listing.prefix().isEmpty() ? all(request, listing) : some(request, listing);
  }

  private static QueryRequest all(QueryRequest.Builder request, Listing listing) {
    return request
        .keyConditionExpression("#partition = :partition")
        .expressionAttributeNames(Map.of("#partition", SluiceTable.PARTITION_KEY))
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(listing.partition())))
        .build();
  }

  private static QueryRequest some(QueryRequest.Builder request, Listing listing) {
    return request
        .keyConditionExpression("#partition = :partition AND begins_with(#sort, :prefix)")
        .expressionAttributeNames(
            Map.of("#partition", SluiceTable.PARTITION_KEY, "#sort", SluiceTable.SORT_KEY))
        .expressionAttributeValues(
            Map.of(
                ":partition", AttributeValue.fromS(listing.partition()),
                ":prefix", AttributeValue.fromS(listing.prefix())))
        .build();
  }
}
