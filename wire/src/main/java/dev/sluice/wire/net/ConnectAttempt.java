package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connect, from the name to the connection: look-up, race of the addresses, TLS. Confined to
 * the loop's thread, but for {@link #cancel} and the look-up itself. Exactly one of {@link #fail},
 * {@link #connected} and {@link #cancelOnLoop} ends it.
 */
final class ConnectAttempt implements LoopMember, Cancellable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectAttempt.class);

  private final EventLoop loop;
  private final Endpoint endpoint;
  private final ConnectionHandler handler;
  private final ConnectorOptions options;
  private final Workers lookups;
  private final Workers tlsTasks;
  private final long deadlineNanos;
  private boolean done;
  private @Nullable Cancellable timeout;
  private @Nullable AddressRace race;
  private @Nullable SocketConnection connection;

  ConnectAttempt(
      EventLoop loop,
      Endpoint endpoint,
      ConnectionHandler handler,
      ConnectorOptions options,
      Workers lookups,
      Workers tlsTasks) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.handler = handler;
    this.options = options;
    this.lookups = lookups;
    this.tlsTasks = tlsTasks;
    deadlineNanos = loop.nanoTime() + options.connectTimeout().toNanos();
  }

  void start() {
    if (!done) {
      guarded(this::begin);
    }
  }

  private void begin() {
    loop.join(this);
    InetAddress literal = literalOf(endpoint.host());
    if (literal != null) {
      resolved(List.of(literal));
      return;
    }
    Duration lookupTimeout = min(options.resolveTimeout(), remaining());
    timeout =
        loop.schedule(
            lookupTimeout,
            () ->
                fail(
                    ConnectFailure.Kind.DNS,
                    endpoint.host()
                        + " was not resolved within "
                        + lookupTimeout.toMillis()
                        + " ms"));
    try {
      lookups.execute(this::lookUp);
    } catch (RejectedExecutionException e) {
      fail(ConnectFailure.Kind.INTERNAL, "too many name look-ups at once, or shutting down");
    }
  }

  /** On a look-up thread. */
  private void lookUp() {
    Runnable outcome = outcomeOfLookUp();
    try {
      loop.execute(() -> guarded(outcome));
    } catch (RejectedExecutionException e) {
      // The loop has ended and told the handler, or is so far behind that the timeout will.
      LOG.debug("{}: a look-up came too late", endpoint, e);
    }
  }

  private Runnable outcomeOfLookUp() {
    try {
      List<InetAddress> addresses = options.resolver().resolve(endpoint.host());
      return () -> resolved(addresses);
    } catch (UnknownHostException e) {
      return () -> fail(ConnectFailure.Kind.DNS, "the host " + endpoint.host() + " is not known");
    } catch (RuntimeException e) {
      return () -> fault(e);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  private void resolved(List<InetAddress> addresses) {
    if (done) {
      return;
    }
    if (addresses.isEmpty()) {
      fail(ConnectFailure.Kind.DNS, "the host " + endpoint.host() + " has no address");
      return;
    }
    List<InetAddress> allowed = addresses.stream().filter(options.addressAllowed()).toList();
    if (allowed.isEmpty()) {
      fail(
          ConnectFailure.Kind.ADDRESS_FORBIDDEN,
          "the address of " + endpoint.host() + " is one that targets may not have");
      return;
    }
    AddressRace started =
        new AddressRace(
            loop,
            options,
            AddressOrder.interleave(allowed),
            endpoint.port(),
            this::connected,
            this::lost);
    race = started;
    cancelTimeout();
    timeout = loop.schedule(remaining(), this::lost);
    started.startNext();
  }

  private void lost() {
    if (race != null) {
      fail(race.failure(endpoint));
    }
  }

  private void connected(SocketChannel channel) {
    finish();
    try {
      SocketConnection made =
          endpoint.tls()
              ? new TlsConnection(
                  loop,
                  channel,
                  handler,
                  endpoint.toString(),
                  TlsEngines.client(options.trust(), endpoint),
                  tlsTasks)
              : new PlainConnection(loop, channel, handler, endpoint.toString());
      connection = made;
      made.guarded(() -> made.start(remaining()));
    } catch (IOException e) {
      Sockets.closeQuietly(channel);
      tell(
          ConnectFailure.Kind.REMOTE_CLOSED,
          "the connection to " + endpoint + " broke at once: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: connecting failed", endpoint, e);
      Sockets.closeQuietly(channel);
      tell(ConnectFailure.Kind.INTERNAL, "an internal fault while connecting to " + endpoint);
    }
  }

  private void fail(ConnectFailure.Kind kind, String message) {
    fail(new ConnectFailure(kind, message));
  }

  private void fail(ConnectFailure failure) {
    if (!done) {
      finish();
      tell(failure.kind(), failure.message());
    }
  }

  private void tell(ConnectFailure.Kind kind, String message) {
    ConnectFailure failure = new ConnectFailure(kind, message);
    loop.defer(() -> handler.onFailed(failure));
  }

  private void finish() {
    done = true;
    cancelTimeout();
    loop.leave(this);
    if (race != null) {
      race.stop();
    }
  }

  @Override
  public void cancel() {
    if (loop.inLoop()) {
      cancelOnLoop();
      return;
    }
    try {
      loop.execute(this::cancelOnLoop);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the loop has ended already", endpoint, e);
    }
  }

  private void cancelOnLoop() {
    if (!done) {
      finish();
    } else if (connection != null) {
      connection.forget();
    }
  }

  @Override
  public void loopClosing() {
    fail(ConnectFailure.Kind.INTERNAL, "stopped while connecting to " + endpoint);
  }

  @Override
  public void fault(Throwable fault) {
    LOG.error("{}: connecting failed", endpoint, fault);
    fail(ConnectFailure.Kind.INTERNAL, "an internal fault while connecting to " + endpoint);
  }

  private Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - loop.nanoTime()));
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel();
      timeout = null;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static @Nullable InetAddress literalOf(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
