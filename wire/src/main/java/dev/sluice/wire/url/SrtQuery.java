package dev.sluice.wire.url;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of an SRT URL. Latency is in milliseconds, as in the SRT project's own programs. A
 * value may hold {@code =}, {@code #} and {@code ?}, since SRT access-control stream ids ({@code
 * #!::r=name,m=publish}) do; only {@code &} ends it.
 */
final class SrtQuery {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,32}");

  private @Nullable String streamId;
  private @Nullable String passphrase;
  private @Nullable Integer latencyMillis;

  private SrtQuery() {}

  static SrtSettings parse(String query) {
    SrtQuery parsed = new SrtQuery();
    for (String option : query.split("&", -1)) {
      if (!option.isEmpty()) {
        int equals = option.indexOf('=');
        if (equals < 0) {
          throw invalid("Behind the ? of an SRT URL stand options as name=value, joined by &.");
        }
        parsed.take(
            option.substring(0, equals).toLowerCase(Locale.ROOT), option.substring(equals + 1));
      }
    }
    return new SrtSettings(parsed.streamId, parsed.passphrase, parsed.latencyMillis);
  }

  private void take(String name, String value) {
    switch (name) {
      case "streamid" -> streamId = once(name, streamId, value);
      case "passphrase" -> passphrase = once(name, passphrase, value);
      case "latency" -> {
        if (!DIGITS.matcher(value).matches()) {
          throw invalid("The SRT option latency must be a whole number of milliseconds.");
        }
        latencyMillis = once(name, latencyMillis, Integer.valueOf(value));
      }
      case "mode" -> {
        if (!value.equals("caller")) {
          throw invalid(
              "SRT connects as a caller only: take mode out of the URL, or write mode=caller.");
        }
      }
      default ->
          throw invalid(
              "The SRT option "
                  + (NAME.matcher(name).matches() ? name : "before the = sign")
                  + " is not supported. Supported are streamid, passphrase, latency (milliseconds)"
                  + " and mode=caller.");
    }
  }

  private static <T> T once(String name, @Nullable T before, T value) {
    if (before != null) {
      throw invalid("The SRT option " + name + " is in the URL twice.");
    }
    return value;
  }

  private static InvalidDestinationException invalid(String message) {
    return new InvalidDestinationException("url", message);
  }
}
