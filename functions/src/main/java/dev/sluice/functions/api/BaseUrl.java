package dev.sluice.functions.api;

import dev.sluice.wire.url.Credentials;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.Scheme;

/** A destination's URL without its stream key and SRT settings, which are kept beside it. */
final class BaseUrl {
  private BaseUrl() {}

  static String of(DestinationUrl destination) {
    if (destination.scheme() == Scheme.SRT) {
      return destination.masked();
    }
    Credentials credentials = destination.credentials();
    String prefix = destination.scheme().text() + "://";
    return credentials == null
        ? destination.tcUrl()
        : prefix
            + credentials.user()
            + ":"
            + credentials.password()
            + "@"
            + destination.tcUrl().substring(prefix.length());
  }
}
