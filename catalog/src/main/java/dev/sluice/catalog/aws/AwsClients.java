package dev.sluice.catalog.aws;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Sets up AWS clients alike.
 *
 * <p>No default chains: they look into files and probe the network, which costs a cold start
 * dearly. Credentials come from the environment, else from the container endpoint where one is
 * named (ECS tasks, and functions restored by SnapStart, which have no others). The endpoint, where
 * it is another than AWS's, is read by the SDK itself from {@code AWS_ENDPOINT_URL}.
 */
public final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(8);

  private final Map<String, String> environment;

  /** Reads the region and where credentials are from these environment variables. */
  public AwsClients(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The same, for the services of another region. */
  public AwsClients inRegion(String region) {
    Map<String, String> there = new HashMap<>(environment);
    there.put("AWS_REGION", region);
    return new AwsClients(there);
  }

  /**
   * Gives a client's builder our HTTP client, region, credentials and time limits: 3 s a try, 8 s a
   * call.
   */
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
        .region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")))
        .credentialsProvider(credentials())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .build())
        .build();
  }

  /** In the order of the SDK's own chain; both are there where an emulator stands in for AWS. */
  private AwsCredentialsProvider credentials() {
    boolean container =
        environment.containsKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            || environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    return container && !environment.containsKey("AWS_ACCESS_KEY_ID")
        ? ContainerCredentialsProvider.builder().build()
        : EnvironmentVariableCredentialsProvider.create();
  }
}
