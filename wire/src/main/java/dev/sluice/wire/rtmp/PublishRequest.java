package dev.sluice.wire.rtmp;

import dev.sluice.wire.url.Credentials;
import dev.sluice.wire.url.DestinationUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher asks of a server. Cannot be printed: it holds the stream key.
 *
 * @param app the application, a query included
 * @param tcUrl scheme, host, port and app
 * @param streamKey the publish name, a query included; sent byte for byte as UTF-8
 * @param flashVer what we call ourselves; servers look for {@code FMLE/}
 * @param credentials for servers that challenge, or null
 * @param fourCcs enhanced codecs that we may send; empty: connect as a plain RTMP client
 * @param capsEx our enhanced-RTMP capability flags
 * @param chunkSize bytes per chunk that we send, 128 to 65,536
 * @param authQuery the answer to a server's challenge, put behind app and tcUrl; empty at first
 */
public record PublishRequest(
    String app,
    String tcUrl,
    String streamKey,
    String flashVer,
    @Nullable Credentials credentials,
    List<String> fourCcs,
    int capsEx,
    int chunkSize,
    String authQuery) {
  /** Servers written for Adobe's encoder grant publishing to clients of this name. */
  public static final String DEFAULT_FLASH_VER = "FMLE/3.0 (compatible; FMSc/1.0)";

  /** Largest chunk that common servers accept. */
  public static final int MAX_CHUNK_SIZE = 65_536;

  /** Checks the chunk size. */
  public PublishRequest {
    fourCcs = List.copyOf(fourCcs);
    if (chunkSize < 128 || chunkSize > MAX_CHUNK_SIZE) {
      throw new IllegalArgumentException("chunk size out of range: " + chunkSize);
    }
  }

  /**
   * A request for an RTMP(S) destination, with the largest chunks.
   *
   * @param fourCcs enhanced codecs that the stream needs, such as {@code hvc1}; empty for H.264 and
   *     AAC, which need none: old servers then see nothing new
   */
  public static PublishRequest to(DestinationUrl destination, List<String> fourCcs) {
    String key = destination.streamKey();
    return new PublishRequest(
        destination.app(),
        destination.tcUrl(),
        key == null ? "" : key,
        DEFAULT_FLASH_VER,
        destination.credentials(),
        fourCcs,
        0,
        MAX_CHUNK_SIZE,
        "");
  }

  /** As {@link #to(DestinationUrl, List)}, for H.264 and AAC. */
  public static PublishRequest to(DestinationUrl destination) {
    return to(destination, List.of());
  }

  /** The same request with an answer to a challenge. */
  PublishRequest withAuthQuery(String query) {
    return new PublishRequest(
        app, tcUrl, streamKey, flashVer, credentials, fourCcs, capsEx, chunkSize, query);
  }

  @Override
  public String toString() {
    return "PublishRequest[***]";
  }
}
