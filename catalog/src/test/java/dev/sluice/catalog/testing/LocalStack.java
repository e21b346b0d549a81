package dev.sluice.catalog.testing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * LocalStack in a container, or the reason why it is not there. One for the whole test run, started
 * for the first who asks.
 */
public final class LocalStack implements AutoCloseable {
  /** The last version whose image needs no account. */
  public static final String IMAGE = "localstack/localstack:4.14.0";

  private final @Nullable LocalStackContainer container;
  private final @Nullable DynamoDbClient dynamoDb;

  private LocalStack(@Nullable LocalStackContainer container) {
    this.container = container;
    this.dynamoDb =
        container == null ? null : configured(DynamoDbClient.builder(), container).build();
  }

  /** The one of this test run. */
  public static LocalStack of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(LocalStack.class))
        .computeIfAbsent(LocalStack.class, key -> startIfDockerIs(), LocalStack.class);
  }

  private static LocalStack startIfDockerIs() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException("in CI the suite runs against LocalStack: start Docker");
      }
      return new LocalStack(null);
    }
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("dynamodb", "kms");
    container.start();
    return new LocalStack(container);
  }

  public boolean isThere() {
    return container != null;
  }

  public String description() {
    return isThere() ? IMAGE : "not against LocalStack: no Docker answers here";
  }

  public Optional<DynamoDbClient> dynamoDb() {
    return Optional.ofNullable(dynamoDb);
  }

  /** A client of its own, the caller's to close. */
  public KmsClient kms() {
    if (container == null) {
      throw new IllegalStateException(description());
    }
    return configured(KmsClient.builder(), container).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, LocalStackContainer container) {
    return builder
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(container.getEndpoint())
        .region(Region.of(container.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())));
  }

  @Override
  public void close() {
    if (dynamoDb != null) {
      dynamoDb.close();
    }
    if (container != null) {
      container.stop();
    }
  }
}
