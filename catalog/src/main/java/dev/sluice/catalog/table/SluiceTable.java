package dev.sluice.catalog.table;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The one table: its keys and its definition, which {@code template.yaml} mirrors. What rests in
 * it, by partition (docs/table.md has every attribute, and a test holds it against what is
 * written):
 *
 * <ul>
 *   <li>{@code ACCOUNT#}: the account ({@code META}) and the lists of its streams, shared targets
 *       and API keys;
 *   <li>{@code STREAM#}: what users write ({@code META}, {@code PUSH#}), what the functions decide
 *       ({@code CONFIG}, {@code SESSION#}), and what the task alone writes ({@code LEASE}, {@code
 *       OBSERVED#}, {@code STATUS#});
 *   <li>{@code TARGET#}: a destination ({@code META}) and who has to hear of its changes ({@code
 *       USED#});
 *   <li>{@code LIVE#}: sessions that were not put away, each with its newest launch, in shards;
 *   <li>{@code KEY#}, {@code INGEST#}, {@code IDEMPOTENCY#}: look-ups by hash, items of their own
 *       so that they are unique and strongly consistent.
 * </ul>
 */
public final class SluiceTable {
  /** Name of the partition key, a string. */
  public static final String PARTITION_KEY = "pk";

  /** Name of the sort key, a string. */
  public static final String SORT_KEY = "sk";

  /** Name of the attribute that DynamoDB's time to live looks at: epoch seconds. */
  public static final String TTL = "ttl";

  /** Name of the attribute, on every item, that tells the version of its shape. */
  static final String SHAPE = "shape";

  static final int SHAPE_VERSION = 1;

  private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(60);

  private SluiceTable() {}

  /** The definition: on-demand, no secondary index. */
  public static CreateTableRequest definition(String tableName) {
    return CreateTableRequest.builder()
        .tableName(tableName)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(List.of(text(PARTITION_KEY), text(SORT_KEY)))
        .keySchema(List.of(key(PARTITION_KEY, KeyType.HASH), key(SORT_KEY, KeyType.RANGE)))
        .build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /**
   * Makes the table, with its time to live, if it is not there, and waits until it can be used. For
   * the local run and for tests: in AWS the stack makes it.
   */
  public static void create(DynamoDbClient client, String tableName) {
    if (!exists(client, tableName)) {
      try {
        client.createTable(definition(tableName));
      } catch (ResourceInUseException e) {
        // Another process made it between the look and the creation.
      }
    }
    try (var waiter = client.waiter()) {
      waiter.waitUntilTableExists(
          table -> table.tableName(tableName), settings -> settings.waitTimeout(CREATION_TIMEOUT));
    }
    enableTimeToLive(client, tableName);
  }

  private static boolean exists(DynamoDbClient client, String tableName) {
    try {
      client.describeTable(table -> table.tableName(tableName));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  private static void enableTimeToLive(DynamoDbClient client, String tableName) {
    var description =
        client.describeTimeToLive(ttl -> ttl.tableName(tableName)).timeToLiveDescription();
    if (description == null || description.attributeName() == null) {
      client.updateTimeToLive(
          ttl ->
              ttl.tableName(tableName)
                  .timeToLiveSpecification(spec -> spec.attributeName(TTL).enabled(true)));
    }
  }
}
