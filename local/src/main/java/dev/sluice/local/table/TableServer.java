package dev.sluice.local.table;

import dev.sluice.local.cli.StartException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local over a file, reachable from this machine alone. Its own server would listen on
 * every address and report its use to its maker, so its handler stands in a Jetty of ours.
 *
 * <p>It takes any credentials: all clients share one database.
 */
public final class TableServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableServer.class);
  private static final int MAX_THREADS = 32;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(100);

  private final LocalDynamoDBRequestHandler database;
  private final Server server;
  private final URI uri;

  private TableServer(LocalDynamoDBRequestHandler database, Server server, URI uri) {
    this.database = database;
    this.server = server;
    this.uri = uri;
  }

  /**
   * Opens the database in a folder, or makes it, and listens on a free port of 127.0.0.1.
   *
   * @throws StartException if the folder holds no database that can be read
   */
  public static TableServer start(Path folder) throws StartException {
    try {
      LocalDynamoDBRequestHandler database =
          new LocalDynamoDBRequestHandler(
              0, false, folder.toAbsolutePath().toString(), true, false);
      QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
      threads.setName("table");
      threads.setDaemon(true);
      Server server = new Server(threads);
      ServerConnector connector = new ServerConnector(server, 1, 1);
      connector.setHost("127.0.0.1");
      // Clients' idle connections, which stopping would wait for.
      connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
      server.addConnector(connector);
      server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(database, "*"), "/"));
      server.setStopTimeout(STOP_TIMEOUT.toMillis());
      server.start();
      URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
      TableServer table = new TableServer(database, server, uri);
      table.probe(folder);
      return table;
    } catch (StartException e) {
      throw e;
    } catch (Exception e) {
      throw new StartException("DynamoDB Local cannot start on the folder " + folder, e);
    }
  }

  /**
   * Has it read what it holds, which it does to tell a table's size. Later each request for what is
   * damaged would be tried again and again before it is given up.
   */
  private void probe(Path folder) throws StartException {
    try (DynamoDbClient client = new TableAccess(uri, "any").open(AwsRetryStrategy.doNotRetry())) {
      for (String name : client.listTables().tableNames()) {
        client.describeTable(table -> table.tableName(name));
      }
    } catch (SdkException e) {
      LOG.info("the table cannot be used", e); // INFO is for the log file alone.
      close();
      throw new StartException(
          "the table of the data folder %1$s cannot be used, as %1$s/logs tells; give another folder with --data DIR, or remove it"
              .formatted(folder),
          e);
    }
  }

  /** Where clients, the tasks' own among them, reach it. */
  public URI uri() {
    return uri;
  }

  /** Ends the server, then closes the file. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // No loss, and nothing for a person to do: the file is closed in order all the same.
      LOG.info("the table's server did not stop in order: {}", e.toString());
    }
    database.shutdown();
  }
}
