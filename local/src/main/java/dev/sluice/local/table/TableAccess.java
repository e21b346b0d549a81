package dev.sluice.local.table;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How a table of DynamoDB Local's is reached: by its endpoint, and by credentials that nobody
 * checks.
 *
 * @param endpoint of the {@link TableServer}, or of what stands before it
 * @param name of the table, which need not be there yet
 */
public record TableAccess(URI endpoint, String name) {
  private static final String NOBODY = "local";

  public TableAccess {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a table has a name");
    }
  }

  /** A client in this process; the caller's to close. */
  public DynamoDbClient open() {
    return builder().build();
  }

  /** One that tries again as told. */
  DynamoDbClient open(RetryStrategy retries) {
    return builder().overrideConfiguration(config -> config.retryStrategy(retries)).build();
  }

  private DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(NOBODY, NOBODY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  /** The environment by which a child process reaches it. */
  public Map<String, String> environment() {
    return Map.of(
        "SLUICE_TABLE", name,
        "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString(),
        "AWS_REGION", Region.US_EAST_1.id(),
        "AWS_ACCESS_KEY_ID", NOBODY,
        "AWS_SECRET_ACCESS_KEY", NOBODY);
  }
}
