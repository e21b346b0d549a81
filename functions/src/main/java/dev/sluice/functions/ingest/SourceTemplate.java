package dev.sluice.functions.ingest;

import dev.sluice.catalog.secret.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From where a task pulls a stream that an ingest server announced, {@code
 * rtmp://ingest:1935/{app}/{key}}. An application name of the publisher's making never reaches
 * another host: it is filled in behind the host and holds no character that means anything in a
 * URL.
 */
public final class SourceTemplate {
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*");

  private static final Pattern BRACES_BEHIND_HOST = Pattern.compile("[^{/]*//[^{/?#]*[/?#].*");

  private final String template;

  private SourceTemplate(String template) {
    this.template = template;
  }

  /**
   * Reads the configuration; null or empty for none: streams then need a pull URL of their own.
   *
   * @throws IllegalArgumentException when the template cannot give a URL
   */
  public static Optional<SourceTemplate> parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    String filled = text.replace("{app}", "app").replace("{key}", "key");
    boolean braceInHost = !BRACES_BEHIND_HOST.matcher(text).matches();
    if (!text.contains("{key}") || braceInHost || SourceUrl.objection(filled).isPresent()) {
      throw new IllegalArgumentException(
          "SLUICE_SOURCE_URL must be a URL with {key}, and {app} if need be, behind the host: for"
              + " example rtmp://ingest:1935/{app}/{key}");
    }
    return Optional.of(new SourceTemplate(text));
  }

  /**
   * The URL of one stream; empty when the application's name is none that we would fill in.
   *
   * @param key an ingest key of ours
   */
  public Optional<Secret> fill(String app, String key) {
    if (template.contains("{app}") && (app.length() > 200 || !APP.matcher(app).matches())) {
      return Optional.empty();
    }
    return Optional.of(Secret.of(template.replace("{app}", app).replace("{key}", key)));
  }
}
