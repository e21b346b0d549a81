package dev.sluice.push.task;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.FanOutEngine;
import dev.sluice.push.source.FfmpegSource;
import dev.sluice.push.source.SourceOptions;
import dev.sluice.wire.net.TlsTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The process of the push task; see {@link TaskArguments} for its command line, {@link
 * TaskSettings} for its environment and {@link ExitCode} for how it ends. SIGTERM unpublishes every
 * target and ends it within 10 s.
 */
public final class Main {
  /** Of the 10 s from SIGTERM to exit, what the run itself may take. */
  private static final long STOP_SECONDS = 9;

  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs one session's task and exits the process. */
  public static void main(String[] words) {
    System.exit(start(List.of(words), System.getenv()).code());
  }

  private static ExitCode start(List<String> words, Map<String, String> environment) {
    NativeHeap.bound();
    try {
      TaskArguments task = TaskArguments.parse(words);
      TaskSettings settings = TaskSettings.of(environment);
      AwsClients clients = new AwsClients(environment);
      try (var secrets = new OpenedSecrets(Vaults.open(settings.vault(), clients))) {
        return run(assemble(task, settings, clients, secrets));
      }
    } catch (ConfigurationException e) {
      log.error("{}", e.getMessage());
      return ExitCode.CONFIGURATION;
    }
  }

  private static ExitCode run(TaskRun run) {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(stopper(run, ended));
    try {
      return run.run();
    } finally {
      ended.countDown();
    }
  }

  private static TaskRun assemble(
      TaskArguments task, TaskSettings settings, AwsClients clients, Vault vault) {
    Clock clock = Clock.systemUTC();
    Catalog catalog =
        DynamoCatalog.open(
            clients.build(DynamoDbClient.builder()),
            settings.table(),
            vault,
            clock,
            new SecureRandom());
    return new TaskRun(
        catalog,
        task,
        (url, listener) ->
            new FfmpegSource(
                task.streamId(), url, listener, SourceOptions.standard(settings.caFile())),
        source ->
            FanOutEngine.create(
                task.streamId(),
                task.sessionId(),
                clock,
                source,
                EngineOptions.defaults().withTrust(trust(settings.caFile()))),
        clock);
  }

  private static TlsTrust trust(@Nullable Path caFile) {
    if (caFile == null) {
      return TlsTrust.system();
    }
    try {
      return TlsTrust.systemAnd(caFile);
    } catch (IOException e) {
      throw new ConfigurationException("SLUICE_CA_FILE holds no certificates in PEM: " + caFile);
    }
  }

  /**
   * On SIGTERM the JVM runs this while the main thread still waits in the run. It halts with the
   * run's own status: a process that unpublished and said goodbye has ended in good order, not been
   * killed.
   */
  private static Thread stopper(TaskRun run, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name("stop")
        .unstarted(
            () -> {
              boolean stopping = ended.getCount() > 0;
              run.stop();
              try {
                boolean inTime = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
                if (stopping && inTime) {
                  Runtime.getRuntime().halt(ExitCode.ENDED.code());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
