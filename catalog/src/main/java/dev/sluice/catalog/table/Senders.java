package dev.sluice.catalog.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who feeds the current session, by name.
 *
 * @param current the name the sender gave the session, or the connection it is known by; null
 *     before anybody named it, and kept through the hold
 * @param announced the connections that were told of while another was the session's, oldest first:
 *     refused by their ingest server and soon gone, or the current one's successor whose hook was
 *     faster than its predecessor's end
 */
record Senders(@Nullable String current, List<String> announced) {
  /** More publishers at once use one key by mistake only; the oldest is forgotten. */
  static final int MOST_ANNOUNCED = 8;

  static Senders read(Item config) {
    return new Senders(config.textOrNull("senderId"), config.texts("announced"));
  }

  static Senders of(@Nullable String name) {
    return new Senders(name, List.of());
  }

  boolean has(String connection) {
    return connection.equals(current) || announced.contains(connection);
  }

  /** The same under its sender's newest name, null for no new one. */
  Senders named(@Nullable String name) {
    return name == null ? this : new Senders(name, announced);
  }

  Senders joinedBy(String connection) {
    if (current == null) {
      return named(connection);
    }
    if (has(connection)) {
      return this;
    }
    List<String> more = new ArrayList<>(announced);
    more.add(connection);
    return new Senders(
        current, more.subList(Math.max(0, more.size() - MOST_ANNOUNCED), more.size()));
  }

  /** Without one that went; the newest of the others takes its place. */
  Senders leftBy(String connection) {
    List<String> others = new ArrayList<>(announced);
    others.remove(connection);
    return connection.equals(current) && !others.isEmpty()
        ? new Senders(others.removeLast(), others)
        : new Senders(current, others);
  }

  Write on(Write config) {
    return config.set("senderId", current).set("announced", announced.isEmpty() ? null : announced);
  }
}
