package dev.sluice.functions.ingest;

import dev.sluice.catalog.secret.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream is pulled from, checked. A source may stand in a private network; what may be
 * pulled is limited by protocol alone.
 *
 * @param url as given; it may hold credentials
 * @param masked scheme, host, port and the first of several path segments: all that is ever shown
 */
public record SourceUrl(Secret url, String masked) {
  /** What the push task can pull. */
  public static final Set<String> SCHEMES = Set.of("rtmp", "rtmps", "srt", "http", "https");

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#]*@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})(?::(?<port>[0-9]{1,5}))?"
              + "(?<path>/[^?#]*)?(?:[?#].*)?");

  /**
   * A URL that {@link #objection} has nothing against.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static SourceUrl of(String text) {
    Matcher form = FORM.matcher(text);
    if (objection(text).isPresent() || !form.matches()) {
      throw new IllegalArgumentException("not the URL of a source");
    }
    String port = form.group("port") == null ? "" : ":" + form.group("port");
    return new SourceUrl(
        Secret.of(text),
        form.group("scheme").toLowerCase(Locale.ROOT)
            + "://"
            + form.group("host")
            + port
            + shown(form.group("path") == null ? "" : form.group("path")));
  }

  /** What is wrong with a URL, if anything; never repeats it. */
  public static Optional<String> objection(String text) {
    Matcher form = FORM.matcher(text);
    if (text.indexOf(' ') >= 0 || !form.matches()) {
      return Optional.of("is not a URL that can be pulled: it must look like rtmp://host/app/name");
    }
    String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
    String port = form.group("port");
    if (!SCHEMES.contains(scheme)) {
      return Optional.of("must begin with rtmp://, rtmps://, srt://, http:// or https://");
    }
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      return Optional.of("has a port that is not 1 to 65535");
    }
    if (port == null && scheme.equals("srt")) {
      return Optional.of("must name its port: srt://host:port");
    }
    return Optional.empty();
  }

  /** A last segment may be a key, or a file name that is as good as one. */
  private static String shown(String path) {
    int second = path.indexOf('/', 1);
    return path.length() <= 1 ? "" : second < 0 ? "/***" : path.substring(0, second);
  }

  @Override
  public String toString() {
    return masked;
  }
}
