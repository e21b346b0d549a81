package dev.sluice.catalog.table;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A DynamoDB that the suite runs against.
 *
 * @param name what the test report calls it
 */
record BackEnd(String name, DynamoDbClient client) {
  @Override
  public String toString() {
    return name;
  }
}
