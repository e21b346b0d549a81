package dev.sluice.functions.hook;

import org.jspecify.annotations.Nullable;

/**
 * Who publishes, as the ingest server tells it.
 *
 * @param app the application or path before the key; may be empty
 * @param key the stream's ingest key
 * @param connectionId the server's name for the connection, null where it has none: the same for
 *     the same publisher's coming and going, another for the next one's
 */
record Publisher(String app, String key, @Nullable String connectionId) {
  /** Takes a path of application and key, {@code live/KEY}, apart. */
  static Publisher ofPath(String path, @Nullable String connectionId) {
    String trimmed = path.startsWith("/") ? path.substring(1) : path;
    int slash = trimmed.lastIndexOf('/');
    return new Publisher(
        slash < 0 ? "" : trimmed.substring(0, slash), trimmed.substring(slash + 1), connectionId);
  }

  @Override
  public String toString() {
    return "Publisher[***]";
  }
}
