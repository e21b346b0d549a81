package dev.sluice.wire.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The order in which a host's addresses are tried. */
public final class AddressOrder {
  private AddressOrder() {}

  /**
   * Alternates the families, beginning with the resolver's first, and keeps the resolver's order
   * within each (RFC 8305, section 4): a host whose IPv6 is dead costs one head start, however many
   * dead addresses it has.
   */
  public static List<InetAddress> interleave(List<InetAddress> resolved) {
    if (resolved.isEmpty()) {
      return List.of();
    }
    boolean firstIs6 = resolved.getFirst() instanceof Inet6Address;
    ArrayDeque<InetAddress> first = new ArrayDeque<>();
    ArrayDeque<InetAddress> second = new ArrayDeque<>();
    for (InetAddress address : resolved) {
      ((address instanceof Inet6Address) == firstIs6 ? first : second).add(address);
    }
    List<InetAddress> ordered = new ArrayList<>(resolved.size());
    while (!first.isEmpty() || !second.isEmpty()) {
      if (!first.isEmpty()) {
        ordered.add(first.poll());
      }
      if (!second.isEmpty()) {
        ordered.add(second.poll());
      }
    }
    return ordered;
  }
}
