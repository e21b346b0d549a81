package dev.sluice.catalog.table;

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

  static Running of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BackEnds.class))
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** What was started. */
  static final class Running implements AutoCloseable {
    private final AmazonDynamoDBLocal local;
    private final LocalStack localStack;

    private Running(AmazonDynamoDBLocal local, LocalStack localStack) {
      this.local = local;
      this.localStack = localStack;
    }

    static Running start() {
      Running running = new Running(DynamoDBEmbedded.create(true), LocalStack.startIfDockerIs());
      System.out.println(
          "catalog: the suite runs against DynamoDB Local, and "
              + running.localStack.description());
      return running;
    }

    List<BackEnd> all() {
      List<BackEnd> all = new ArrayList<>();
      all.add(new BackEnd("DynamoDB Local", local.dynamoDbClient()));
      localStack.dynamoDb().ifPresent(client -> all.add(new BackEnd("LocalStack", client)));
      return all;
    }

    LocalStack localStack() {
      return localStack;
    }

    @Override
    public void close() {
      localStack.close();
      local.shutdown();
    }
  }
}
