package dev.sluice.wire.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses. May block: a {@link Connector} calls it off the loop. */
@FunctionalInterface
public interface HostResolver {

  /**
   * The addresses of a host, best first.
   *
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The operating system's resolver, through the JDK. */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
