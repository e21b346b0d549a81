package dev.sluice.local.aws;

import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.functions.event.EventBridgeBus;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.event.StreamEvent;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.function.EventFunction;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * DynamoDB, KMS, EventBridge and SQS behind one endpoint, set up as the stack has them: a key that
 * seals secrets, and a bus whose stream events come through a queue to {@code live}.
 */
public final class AwsServices implements AutoCloseable {

  private static final String RULE = "stream-events";

  private static final List<String> NEEDED =
      List.of("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

  private final String name;
  private final DynamoDbClient table;
  private final EventBridgeClient events;
  private final SqsClient sqs;
  private final String vault;
  private final String queueUrl;

  private AwsServices(String name, AwsClients clients) {
    this.name = name;
    table = clients.build(DynamoDbClient.builder());
    events = clients.build(EventBridgeClient.builder());
    sqs = clients.build(SqsClient.builder());
    try (KmsClient kms = clients.build(KmsClient.builder())) {
      vault = "kms:" + key(kms, "alias/" + name);
      queueUrl = queue(name);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Finds the key, the bus and the queue of a data folder at an endpoint, or makes them.
   *
   * @param folder by whose name they are called: another run may use the same endpoint
   * @param environment the endpoint, region and credentials, by the names of AWS's SDK
   * @throws StartException if it does not answer
   */
  public static AwsServices open(DataFolder folder, Map<String, String> environment)
      throws StartException {
    for (String name : NEEDED) {
      if (environment.getOrDefault(name, "").isBlank()) {
        throw new StartException(
            "--aws needs the address of an emulator, for example LocalStack's, in AWS_ENDPOINT_URL,"
                + " and AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; not set: "
                + name);
      }
    }
    String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    try {
      Endpoint.await(URI.create(endpoint));
      return new AwsServices(ServiceName.of(folder), new AwsClients(environment));
    } catch (IllegalArgumentException e) {
      throw new StartException("AWS_ENDPOINT_URL is not an address: " + endpoint, e);
    } catch (SdkException e) {
      throw new StartException(
          "DynamoDB, KMS, EventBridge and SQS are needed at " + endpoint + ": " + e.getMessage(),
          e);
    }
  }

  /** A client of the table's service; closed with this. */
  public DynamoDbClient table() {
    return table;
  }

  /** The table's name. */
  public String tableName() {
    return name;
  }

  /** As {@code SLUICE_VAULT} names it. */
  public String vault() {
    return vault;
  }

  /** The bus. */
  public EventBus bus() {
    return new EventBridgeBus(events, name);
  }

  /** Hands the bus's stream events to {@code live}, until the answer is closed. */
  public SqsReader deliverTo(EventFunction live) {
    return SqsReader.start(sqs, queueUrl, live);
  }

  @Override
  public void close() {
    sqs.close();
    events.close();
    table.close();
  }

  private static String key(KmsClient kms, String alias) {
    try {
      return kms.describeKey(r -> r.keyId(alias)).keyMetadata().arn();
    } catch (NotFoundException e) {
      var made = kms.createKey(r -> r.description("Sluice's secrets")).keyMetadata();
      var _ = kms.createAlias(r -> r.aliasName(alias).targetKeyId(made.keyId()));
      return made.arn();
    }
  }

  private String queue(String name) {
    try {
      var _ = events.createEventBus(r -> r.name(name));
    } catch (ResourceAlreadyExistsException e) {
      // Of an earlier run.
    }
    String url = sqs.createQueue(r -> r.queueName(name + "-live")).queueUrl();
    String arn =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String pattern = "{\"source\":[\"" + StreamEvent.SOURCE + "\"]}";
    var _ = events.putRule(r -> r.eventBusName(name).name(RULE).eventPattern(pattern));
    Target live = Target.builder().id("live").arn(arn).build();
    var _ = events.putTargets(r -> r.eventBusName(name).rule(RULE).targets(live));
    return url;
  }
}
