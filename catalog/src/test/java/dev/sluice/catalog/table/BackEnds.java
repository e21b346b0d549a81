package dev.sluice.catalog.table;

import dev.sluice.catalog.testing.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * The back ends of one test run: DynamoDB Local in this process always, LocalStack where Docker is.
 * Started for the first class that asks, closed after the last.
 */
final class BackEnds implements ArgumentsProvider {
  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return of(context).all().stream().map(Arguments::of);
  }

  private static Running of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BackEnds.class))
        .computeIfAbsent(
            Running.class, key -> Running.start(LocalStack.of(context)), Running.class);
  }

  /** What was started. */
  private record Running(AmazonDynamoDBLocal local, List<BackEnd> all) implements AutoCloseable {
    static Running start(LocalStack localStack) {
      AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
      List<BackEnd> all = new ArrayList<>();
      all.add(new BackEnd("DynamoDB Local", local.dynamoDbClient()));
      localStack.dynamoDb().ifPresent(client -> all.add(new BackEnd("LocalStack", client)));
      System.out.println(
          "catalog: the suite runs against DynamoDB Local, and " + localStack.description());
      return new Running(local, List.copyOf(all));
    }

    @Override
    public void close() {
      local.shutdown();
    }
  }
}
