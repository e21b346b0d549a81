package dev.sluice.local.run;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How the local table is reached: by its endpoint, and by credentials that nobody checks. */
final class TableClients {

  /** The table's name. */
  static final String TABLE = "sluice";

  private static final String NOBODY = "local";

  private TableClients() {}

  /** A client in this process. */
  static DynamoDbClient open(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(NOBODY, NOBODY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** The environment by which a child process reaches it. */
  static Map<String, String> environment(URI endpoint) {
    return Map.of(
        "SLUICE_TABLE", TABLE,
        "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString(),
        "AWS_REGION", Region.US_EAST_1.id(),
        "AWS_ACCESS_KEY_ID", NOBODY,
        "AWS_SECRET_ACCESS_KEY", NOBODY);
  }
}
