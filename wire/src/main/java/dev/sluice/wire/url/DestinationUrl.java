package dev.sluice.wire.url;

import org.jspecify.annotations.Nullable;

/**
 * A destination taken apart: what to connect to, and what to say there. Made by {@link #parse};
 * nothing is decoded, re-encoded or changed in case, so what the platform printed is what the
 * platform gets. Cannot be printed: {@code toString} is {@link #masked}.
 *
 * @param scheme the protocol
 * @param host name or address literal as typed, IPv6 without its brackets; compare without regard
 *     to case
 * @param port 1 to 65,535
 * @param app the RTMP application, with its query if the URL and the key came apart; empty for SRT
 * @param streamKey the RTMP publish name, its query included; null when none was given, and for SRT
 * @param credentials user and password of an RTMP URL, or null
 * @param srt settings for SRT, {@link SrtSettings#NONE} for RTMP
 */
public record DestinationUrl(
    Scheme scheme,
    String host,
    int port,
    String app,
    @Nullable String streamKey,
    @Nullable Credentials credentials,
    SrtSettings srt) {
  /** The longest URL, in characters. */
  public static final int MAX_URL_LENGTH = 2_048;

  /** Checks what {@link #parse} makes sure of. */
  public DestinationUrl {
    if (host.isEmpty() || port < 1 || port > 65_535 || scheme.isRtmp() == app.isEmpty()) {
      throw new IllegalArgumentException("not a destination");
    }
  }

  /**
   * Takes a destination apart.
   *
   * <p>With a {@code streamKey} the URL's whole path (and query) is the app. Without one, an RTMP
   * URL is split after its first path segment, and the rest, query included, is the key. An SRT URL
   * takes {@code streamid}, {@code passphrase} and {@code latency} (milliseconds) from its query;
   * the {@code streamKey} becomes the stream id.
   *
   * @throws InvalidDestinationException when the URL cannot be used
   */
  public static DestinationUrl parse(String url, @Nullable String streamKey) {
    return new DestinationParser(url, streamKey).parse();
  }

  /** This destination with the given SRT settings put over those of the URL. */
  public DestinationUrl withSrt(SrtSettings settings) {
    return new DestinationUrl(
        scheme, host, port, app, streamKey, credentials, srt.overriddenBy(settings));
  }

  /**
   * Another server and app in place of this one's: key and credentials stay, as they are not what a
   * server decides when it sends a publisher on.
   *
   * @throws InvalidDestinationException when the URL cannot be used
   */
  public DestinationUrl redirectedTo(String url) {
    // Beside a key, whichever it is, the URL's whole path is the app.
    DestinationUrl next = parse(url, "key");
    return new DestinationUrl(
        next.scheme, next.host, next.port, next.app, streamKey, credentials, next.srt);
  }

  /**
   * What may be shown: scheme, host, port (as typed or needed) and the app's first segment; further
   * segments, which may hold a key pasted into the wrong field, as {@code ***}. Never user, key or
   * query.
   */
  public String masked() {
    String base = scheme.text() + "://" + authority();
    if (app.isEmpty()) {
      return base;
    }
    String path = app.split("\\?", 2)[0];
    int slash = path.indexOf('/');
    return base + "/" + (slash < 0 ? path : path.substring(0, slash) + "/***");
  }

  /**
   * RTMP's {@code tcUrl}: scheme, host, port unless it is the default, and the app as it is.
   * Without the user.
   */
  public String tcUrl() {
    return scheme.text() + "://" + authority() + "/" + app;
  }

  private String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == scheme.defaultPort() ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return masked();
  }
}
