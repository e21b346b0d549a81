package dev.sluice.functions;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.functions.event.EventBridgeBus;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.ecs.EcsSettings;
import dev.sluice.functions.launch.ecs.EcsTaskLauncher;
import dev.sluice.wire.net.HostResolver;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The functions' parts in AWS, each made when a function first asks for it. Thread-safe. */
final class AwsParts implements Parts {
  private final Map<String, String> environment;
  private final Settings settings;
  private final Lazy<Catalog> catalog;
  private final Lazy<EventBus> eventBus;
  private final Lazy<TaskLauncher> taskLauncher;

  private AwsParts(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.settings = Settings.of(environment);
    AwsClients clients = new AwsClients(environment);
    this.catalog =
        new Lazy<>(
            () ->
                DynamoCatalog.open(
                    clients.build(DynamoDbClient.builder()),
                    required("SLUICE_TABLE"),
                    Vaults.open(required("SLUICE_VAULT"), clients),
                    clock(),
                    new SecureRandom()));
    this.eventBus =
        new Lazy<>(
            () ->
                new EventBridgeBus(
                    clients.build(EventBridgeClient.builder()), required("SLUICE_EVENT_BUS")));
    this.taskLauncher =
        new Lazy<>(
            () ->
                new EcsTaskLauncher(
                    clients.build(EcsClient.builder()), EcsSettings.of(environment)));
  }

  /** Reads the configuration; services are made later. */
  static AwsParts of(Map<String, String> environment) {
    return new AwsParts(environment);
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Catalog catalog() {
    return catalog.get();
  }

  @Override
  public EventBus eventBus() {
    return eventBus.get();
  }

  @Override
  public TaskLauncher taskLauncher() {
    return taskLauncher.get();
  }

  @Override
  public HostResolver hostResolver() {
    return HostResolver.system();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  private String required(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }
}
