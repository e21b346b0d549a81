package dev.sluice.catalog.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One write of one item, alone or in a transaction, with the conditions that must hold. A condition
 * that fails is a {@link ConditionFailed}. Not thread-safe; made, used and forgotten.
 */
final class Write {
  /** What is done with the item. */
  private enum Kind {
    PUT,
    UPDATE,
    DELETE,
    CHECK
  }

  private final Kind kind;
  private final Key key;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();
  private final List<String> sets = new ArrayList<>();
  private final List<String> adds = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  private Write(Kind kind, Key key) {
    this.kind = kind;
    this.key = key;
  }

  /** The whole item; it bears the version of its shape. */
  static Write put(Key key) {
    return new Write(Kind.PUT, key).set(SluiceTable.SHAPE, SluiceTable.SHAPE_VERSION);
  }

  static Write update(Key key) {
    return new Write(Kind.UPDATE, key);
  }

  static Write delete(Key key) {
    return new Write(Kind.DELETE, key);
  }

  /** Writes nothing, but its conditions must hold for the transaction it is in. */
  static Write check(Key key) {
    return new Write(Kind.CHECK, key);
  }

  Key key() {
    return key;
  }

  /** Sets an attribute; null takes it away. */
  Write set(String name, @Nullable Object value) {
    if (kind == Kind.PUT) {
      if (value != null) {
        attributes.put(name, Values.of(value));
      }
    } else if (value == null) {
      removes.add(named(name));
    } else {
      sets.add(named(name) + " = " + valued(value));
    }
    return this;
  }

  /** Adds to a number; an absent one counts as 0. */
  Write add(String name, long amount) {
    adds.add(named(name) + " " + valued(amount));
    return this;
  }

  Write ifExists() {
    return condition("attribute_exists(" + named(SluiceTable.PARTITION_KEY) + ")");
  }

  Write ifAbsent() {
    return condition("attribute_not_exists(" + named(SluiceTable.PARTITION_KEY) + ")");
  }

  Write ifMissing(String name) {
    return condition("attribute_not_exists(" + named(name) + ")");
  }

  Write ifEquals(String name, Object value) {
    return condition(named(name) + " = " + valued(value));
  }

  Write ifLess(String name, long bound) {
    return condition(named(name) + " < " + valued(bound));
  }

  Write ifMissingOrLess(String name, long bound) {
    return condition(
        "(attribute_not_exists("
            + named(name)
            + ") OR "
            + named(name)
            + " < "
            + valued(bound)
            + ")");
  }

  Write ifMissingOrAtMost(String name, long bound) {
    return condition(
        "(attribute_not_exists("
            + named(name)
            + ") OR "
            + named(name)
            + " <= "
            + valued(bound)
            + ")");
  }

  /** Holds unless the item is there with this flag off and this text: something else is current. */
  Write unlessCurrent(String flagName, String textName, String text) {
    return condition(
        "(attribute_not_exists("
            + named(SluiceTable.PARTITION_KEY)
            + ") OR "
            + named(flagName)
            + " = "
            + valued(true)
            + " OR "
            + named(textName)
            + " <> "
            + valued(text)
            + ")");
  }

  private Write condition(String expression) {
    conditions.add(expression);
    return this;
  }

  /** Every name goes by a placeholder, so that no reserved word of DynamoDB is in the way. */
  private String named(String name) {
    names.put("#" + name, name);
    return "#" + name;
  }

  private String valued(Object value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, Values.of(value));
    return placeholder;
  }

  /** Sends it by itself. Only a put or an update. */
  void alone(DynamoDbClient client, String table) {
    switch (kind) {
      case PUT ->
          client.putItem(
              put ->
                  put.tableName(table)
                      .item(wholeItem())
                      .conditionExpression(conditionExpression())
                      .expressionAttributeNames(namesOrNull())
                      .expressionAttributeValues(valuesOrNull()));
      case UPDATE ->
          client.updateItem(
              update ->
                  update
                      .tableName(table)
                      .key(key.attributes())
                      .updateExpression(updateExpression())
                      .conditionExpression(conditionExpression())
                      .expressionAttributeNames(namesOrNull())
                      .expressionAttributeValues(valuesOrNull()));
      case DELETE, CHECK -> throw new IllegalStateException(kind + " is not sent alone");
    }
  }

  TransactWriteItem inTransaction(String table) {
    TransactWriteItem.Builder item = TransactWriteItem.builder();
    return switch (kind) {
      case PUT ->
          item.put(
                  put ->
                      put.tableName(table)
                          .item(wholeItem())
                          .conditionExpression(conditionExpression())
                          .expressionAttributeNames(namesOrNull())
                          .expressionAttributeValues(valuesOrNull()))
              .build();
      case UPDATE ->
          item.update(
                  update ->
                      update
                          .tableName(table)
                          .key(key.attributes())
                          .updateExpression(updateExpression())
                          .conditionExpression(conditionExpression())
                          .expressionAttributeNames(namesOrNull())
                          .expressionAttributeValues(valuesOrNull()))
              .build();
      case DELETE ->
          item.delete(
                  delete ->
                      delete
                          .tableName(table)
                          .key(key.attributes())
                          .conditionExpression(conditionExpression())
                          .expressionAttributeNames(namesOrNull())
                          .expressionAttributeValues(valuesOrNull()))
              .build();
      case CHECK ->
          item.conditionCheck(
                  check ->
                      check
                          .tableName(table)
                          .key(key.attributes())
                          .conditionExpression(conditionExpression())
                          .expressionAttributeNames(namesOrNull())
                          .expressionAttributeValues(valuesOrNull()))
              .build();
    };
  }

  private Map<String, AttributeValue> wholeItem() {
    Map<String, AttributeValue> whole = new LinkedHashMap<>(attributes);
    whole.putAll(key.attributes());
    return whole;
  }

  private String updateExpression() {
    StringBuilder expression = new StringBuilder();
    clause(expression, "SET ", sets);
    clause(expression, "ADD ", adds);
    clause(expression, "REMOVE ", removes);
    return expression.toString();
  }

  private static void clause(StringBuilder expression, String word, List<String> parts) {
    if (!parts.isEmpty()) {
      expression.append(expression.isEmpty() ? "" : " ").append(word);
      expression.append(String.join(", ", parts));
    }
  }

  private @Nullable String conditionExpression() {
    return conditions.isEmpty() ? null : String.join(" AND ", conditions);
  }

  private @Nullable Map<String, String> namesOrNull() {
    return names.isEmpty() ? null : names;
  }

  private @Nullable Map<String, AttributeValue> valuesOrNull() {
    return values.isEmpty() ? null : values;
  }
}
