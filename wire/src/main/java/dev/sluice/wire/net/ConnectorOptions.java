package dev.sluice.wire.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How a {@link Connector} connects.
 *
 * @param resolver looks names up, off the loop
 * @param addressAllowed asked about every resolved address before it is used, literals included
 * @param trust whose certificates are believed
 * @param connectTimeout from the call to a usable connection, TLS included
 * @param resolveTimeout how long a look-up may take within that
 * @param attemptDelay head start of one address over the next (RFC 8305, section 5: 250 ms)
 * @param sendBufferBytes SO_SNDBUF asked of the kernel; Linux caps it at net.core.wmem_max
 */
public record ConnectorOptions(
    HostResolver resolver,
    Predicate<InetAddress> addressAllowed,
    TlsTrust trust,
    Duration connectTimeout,
    Duration resolveTimeout,
    Duration attemptDelay,
    int sendBufferBytes) {

  public ConnectorOptions {
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(resolveTimeout, "resolveTimeout");
    requirePositive(attemptDelay, "attemptDelay");
    if (sendBufferBytes < 4096) {
      throw new IllegalArgumentException("sendBufferBytes is " + sendBufferBytes + ", under 4096");
    }
  }

  /** The system's resolver and authorities, every address, 10 s in all, 5 s for the name. */
  public static ConnectorOptions defaults() {
    return new ConnectorOptions(
        HostResolver.system(),
        address -> true,
        TlsTrust.system(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMillis(250),
        512 * 1024);
  }

  public ConnectorOptions withResolver(HostResolver newResolver) {
    return new ConnectorOptions(
        newResolver,
        addressAllowed,
        trust,
        connectTimeout,
        resolveTimeout,
        attemptDelay,
        sendBufferBytes);
  }

  public ConnectorOptions withAddressAllowed(Predicate<InetAddress> newAddressAllowed) {
    return new ConnectorOptions(
        resolver,
        newAddressAllowed,
        trust,
        connectTimeout,
        resolveTimeout,
        attemptDelay,
        sendBufferBytes);
  }

  public ConnectorOptions withTrust(TlsTrust newTrust) {
    return new ConnectorOptions(
        resolver,
        addressAllowed,
        newTrust,
        connectTimeout,
        resolveTimeout,
        attemptDelay,
        sendBufferBytes);
  }

  public ConnectorOptions withConnectTimeout(Duration newConnectTimeout) {
    return new ConnectorOptions(
        resolver,
        addressAllowed,
        trust,
        newConnectTimeout,
        resolveTimeout,
        attemptDelay,
        sendBufferBytes);
  }

  public ConnectorOptions withResolveTimeout(Duration newResolveTimeout) {
    return new ConnectorOptions(
        resolver,
        addressAllowed,
        trust,
        connectTimeout,
        newResolveTimeout,
        attemptDelay,
        sendBufferBytes);
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is " + duration + ", not positive");
    }
  }
}
