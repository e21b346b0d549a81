package dev.sluice.wire.rtmp;

import dev.sluice.wire.url.Credentials;
import dev.sluice.wire.url.DestinationUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher asks of a server. Cannot be printed: it holds the stream key.
 *
 * @param destination the server to connect to, and what to ask of it: app, key, and credentials for
 *     servers that challenge
 * @param fourCcs enhanced codecs that we may send; empty: connect as a plain RTMP client
 * @param authQuery the answer to this server's challenge, put behind app and tcUrl; empty at first
 * @param redirects how often servers have sent us on so far
 */
public record PublishRequest(
    DestinationUrl destination, List<String> fourCcs, String authQuery, int redirects) {
  /** Bytes per chunk that we send: the largest that common servers accept. */
  public static final int MAX_CHUNK_SIZE = 65_536;

  /** Copies the codecs. */
  public PublishRequest {
    fourCcs = List.copyOf(fourCcs);
  }

  /**
   * A request for an RTMP(S) destination.
   *
   * @param fourCcs enhanced codecs that the stream needs, such as {@code hvc1}; empty for H.264 and
   *     AAC, which need none: old servers then see nothing new
   */
  public static PublishRequest to(DestinationUrl destination, List<String> fourCcs) {
    return new PublishRequest(destination, fourCcs, "", 0);
  }

  /** As {@link #to(DestinationUrl, List)}, for H.264 and AAC. */
  public static PublishRequest to(DestinationUrl destination) {
    return to(destination, List.of());
  }

  /** The application, a query included. */
  String app() {
    return destination.app();
  }

  /** Scheme, host, port and app. */
  String tcUrl() {
    return destination.tcUrl();
  }

  /** The publish name, a query included; sent byte for byte as UTF-8. */
  String streamKey() {
    String key = destination.streamKey();
    return key == null ? "" : key;
  }

  @Nullable Credentials credentials() {
    return destination.credentials();
  }

  /** The same request with an answer to a challenge. */
  PublishRequest withAuthQuery(String query) {
    return new PublishRequest(destination, fourCcs, query, redirects);
  }

  /** The same request to another server, which may have a challenge of its own. */
  PublishRequest redirectedTo(DestinationUrl next) {
    return new PublishRequest(next, fourCcs, "", redirects + 1);
  }

  @Override
  public String toString() {
    return "PublishRequest[***]";
  }
}
