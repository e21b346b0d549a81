package dev.sluice.wire.net;

/**
 * Makes connections: looks the name up, races the addresses, does the TLS handshake. Any number of
 * connects run at once, on any number of loops, and none waits for another. Thread-safe.
 */
public final class Connector implements AutoCloseable {

  /** Look-ups at once: enough that a few names whose servers are silent hold up no other. */
  private static final int LOOKUP_THREADS = 16;

  private static final int TLS_THREADS = 4;

  private final ConnectorOptions options;
  private final Workers lookups = new Workers("sluice-dns", LOOKUP_THREADS);
  private final Workers tlsTasks = new Workers("sluice-tls", TLS_THREADS);

  /** A connector; close it when no more connects are to be made. */
  public Connector(ConnectorOptions options) {
    this.options = options;
  }

  /**
   * Begins to connect. The handler is told the outcome on the loop's thread, never within this
   * call, and within {@link ConnectorOptions#connectTimeout()}. From any thread.
   *
   * @return calls the attempt off: the handler then hears nothing. Without effect once connected
   * @throws java.util.concurrent.RejectedExecutionException if the loop is closed or overrun
   */
  public Cancellable connect(EventLoop loop, Endpoint endpoint, ConnectionHandler handler) {
    ConnectAttempt attempt =
        new ConnectAttempt(loop, endpoint, handler, options, lookups, tlsTasks);
    loop.execute(attempt::start);
    return attempt;
  }

  /**
   * Ends the look-ups and TLS handshakes under way, within 4 s. Established connections live on.
   */
  @Override
  public void close() {
    lookups.close();
    tlsTasks.close();
  }
}
