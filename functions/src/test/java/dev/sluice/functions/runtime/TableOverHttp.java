package dev.sluice.functions.runtime;

import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local in memory, for another process to reach. Close it. */
final class TableOverHttp implements AutoCloseable {
  private static final int MAX_THREADS = 8;

  private final LocalDynamoDBRequestHandler database =
      new LocalDynamoDBRequestHandler(0, true, null, true, false);
  private final Server server;
  private final URI uri;

  TableOverHttp() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("table");
    threads.setDaemon(true);
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(database, "*"), "/"));
    server.start();
    uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the table's server did not stop in order", e);
    }
    database.shutdown();
  }
}
