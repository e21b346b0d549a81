package dev.sluice.functions.api;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.stream.Stream;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the API shows it.
 *
 * @param state {@code idle} or {@code live}
 */
record StreamView(
    String id,
    String name,
    String state,
    boolean suspended,
    IngestView ingest,
    @Nullable String pullUrl,
    long holdSeconds,
    long revision,
    @Nullable SessionView session,
    Instant createdAt) {
  /**
   * Shows a stream.
   *
   * @param ingestUrl the RTMP base for broadcasters, or null
   * @param ingestKey only where it was made by this very request, else null
   */
  static StreamView of(Stream stream, @Nullable String ingestUrl, @Nullable Secret ingestKey) {
    return new StreamView(
        stream.id(),
        stream.name(),
        stream.state().name().toLowerCase(Locale.ROOT),
        stream.suspended(),
        new IngestView(ingestUrl, ingestKey == null ? null : ingestKey.reveal()),
        stream.maskedPullUrl(),
        stream.hold().toSeconds(),
        stream.revision(),
        stream.session() == null ? null : SessionView.of(stream.session()),
        stream.createdAt());
  }
}
