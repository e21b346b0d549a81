package dev.sluice.wire.url;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One parse of one URL. Works on the text alone: {@code java.net.URI} refuses the keys that
 * platforms hand out.
 */
final class DestinationParser {
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final String IVS_SUFFIX = ".live-video.net";

  private final String url;
  private final @Nullable String streamKey;

  DestinationParser(String url, @Nullable String streamKey) {
    this.url = url;
    this.streamKey = streamKey == null || streamKey.isEmpty() ? null : streamKey;
  }

  DestinationUrl parse() {
    checkText();
    int colon = url.indexOf("://");
    Optional<Scheme> scheme = colon < 0 ? Optional.empty() : Scheme.of(url.substring(0, colon));
    if (scheme.isEmpty()) {
      throw invalid("The URL must begin with rtmp://, rtmps:// or srt://.");
    }
    int start = colon + 3;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String rest = url.substring(end);
    return scheme.get().isRtmp()
        ? rtmp(scheme.get(), url.substring(start, end), rest)
        : srt(url.substring(start, end), rest);
  }

  private void checkText() {
    if (url.length() > DestinationUrl.MAX_URL_LENGTH) {
      throw invalid("The URL is longer than 2048 characters.");
    }
    Typed.requirePrintable("url", url);
    if (url.indexOf(' ') >= 0) {
      throw invalid("There is a space in the URL. Paste it again without.");
    }
    if (streamKey != null) {
      if (streamKey.length() > DestinationUrl.MAX_URL_LENGTH) {
        throw new InvalidDestinationException(
            "streamKey", "The stream key is longer than 2048 characters.");
      }
      Typed.requirePrintable("streamKey", streamKey);
    }
  }

  private DestinationUrl rtmp(Scheme scheme, String authority, String rest) {
    int at = authority.lastIndexOf('@');
    Credentials credentials = at < 0 ? null : credentials(authority.substring(0, at));
    HostPort hostPort = hostPort(authority.substring(at + 1), scheme);
    String path = rest.startsWith("/") ? rest.substring(1) : rest;
    String app;
    String key;
    if (streamKey != null) {
      app = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      key = streamKey;
    } else {
      int slash = path.indexOf('/');
      int query = path.indexOf('?');
      int split = slash >= 0 && (query < 0 || slash < query) ? slash : path.length();
      app = path.substring(0, split);
      String after = split < path.length() ? path.substring(split + 1) : "";
      key = after.isEmpty() ? null : after;
    }
    checkApp(hostPort.host, app);
    return new DestinationUrl(
        scheme, hostPort.host, hostPort.port, app, key, credentials, SrtSettings.NONE);
  }

  private static void checkApp(String host, String app) {
    boolean ivs = host.toLowerCase(Locale.ROOT).endsWith(IVS_SUFFIX);
    if (ivs && !app.equals("app")) {
      throw invalid(
          "Servers under live-video.net (Amazon IVS, Kick, Twitch) take the stream at /app: put"
              + " /app behind the host, and the stream key apart or behind /app/.");
    }
    if (app.isEmpty() || "/?#".indexOf(app.charAt(0)) >= 0) {
      throw invalid(
          "The URL names no application: it must look like rtmp://host/app, as the platform"
              + " prints it.");
    }
  }

  private DestinationUrl srt(String authority, String rest) {
    if (authority.indexOf('@') >= 0) {
      throw invalid("An SRT URL has no user and password: use streamid and passphrase.");
    }
    HostPort hostPort = hostPort(authority, Scheme.SRT);
    String query = rest.startsWith("/") ? rest.substring(1) : rest;
    if (!query.isEmpty() && !query.startsWith("?")) {
      throw invalid("An SRT URL has no path: it looks like srt://host:port?streamid=...");
    }
    SrtSettings settings = query.isEmpty() ? SrtSettings.NONE : SrtQuery.parse(query.substring(1));
    if (streamKey != null) {
      String streamId = settings.streamId();
      if (streamId != null && !streamId.equals(streamKey)) {
        throw new InvalidDestinationException(
            "streamKey", "The URL has a streamid already: give one of the two.");
      }
      settings = settings.overriddenBy(new SrtSettings(streamKey, null, null));
    }
    return new DestinationUrl(Scheme.SRT, hostPort.host, hostPort.port, "", null, null, settings);
  }

  private static Credentials credentials(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon <= 0) {
      throw invalid("What stands before the @ must be user:password.");
    }
    return new Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1));
  }

  private static HostPort hostPort(String text, Scheme scheme) {
    String host;
    String after;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      host = close < 0 ? "" : text.substring(1, close);
      after = close < 0 ? "" : text.substring(close + 1);
      if (!IPV6.matcher(host).matches() || host.indexOf(':') < 0) {
        throw invalid("The IPv6 address in brackets is malformed.");
      }
    } else {
      int colon = text.indexOf(':');
      host = colon < 0 ? text : text.substring(0, colon);
      after = colon < 0 ? "" : text.substring(colon);
      if (!HOST_NAME.matcher(host).matches()) {
        throw invalid(
            "The host name is missing or malformed: letters, digits, dots and hyphens; a name in"
                + " another script in its xn-- form; an IPv6 address in brackets.");
      }
    }
    return new HostPort(host, port(after, scheme));
  }

  private static int port(String text, Scheme scheme) {
    if (text.isEmpty()) {
      if (scheme.defaultPort() == 0) {
        throw invalid("An SRT URL must name its port: srt://host:port.");
      }
      return scheme.defaultPort();
    }
    String digits = text.substring(1);
    int port =
        text.startsWith(":") && PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65_535) {
      throw invalid("The port behind the host must be a number from 1 to 65535.");
    }
    return port;
  }

  private static InvalidDestinationException invalid(String message) {
    return new InvalidDestinationException("url", message);
  }

  private record HostPort(String host, int port) {}
}
