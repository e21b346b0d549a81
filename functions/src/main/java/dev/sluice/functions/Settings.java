package dev.sluice.functions;

import dev.sluice.functions.http.CorsPolicy;
import dev.sluice.functions.ingest.SourceTemplate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions' configuration, from environment variables.
 *
 * @param ingestUrl the RTMP base that broadcasters are shown ({@code SLUICE_INGEST_URL}), or null
 * @param sourceTemplate from where streams announced by a hook are pulled ({@code
 *     SLUICE_SOURCE_URL})
 * @param cors the web origins that may call the API ({@code SLUICE_CORS_ORIGINS})
 */
public record Settings(
    @Nullable String ingestUrl, Optional<SourceTemplate> sourceTemplate, CorsPolicy cors) {
  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException when a value cannot be used; the message names the variable
   */
  public static Settings of(Map<String, String> environment) {
    String ingestUrl = environment.get("SLUICE_INGEST_URL");
    return new Settings(
        ingestUrl == null || ingestUrl.isBlank() ? null : ingestUrl.strip(),
        SourceTemplate.parse(environment.get("SLUICE_SOURCE_URL")),
        CorsPolicy.parse(environment.get("SLUICE_CORS_ORIGINS")));
  }
}
