package dev.sluice.wire.url;

import java.util.Locale;
import java.util.Optional;

/** The protocols that a destination may speak. */
public enum Scheme {
  /** RTMP over TCP (Adobe RTMP 1.0, section 2). */
  RTMP(1935),
  /** RTMP over TLS. */
  RTMPS(443),
  /** SRT in caller mode. It has no customary port: a URL must name one. */
  SRT(0);

  private final int defaultPort;

  Scheme(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** The port when a URL names none; 0 where a URL must name one. */
  public int defaultPort() {
    return defaultPort;
  }

  /** True for {@link #RTMP} and {@link #RTMPS}. */
  public boolean isRtmp() {
    return this != SRT;
  }

  /** The scheme as it stands in a URL: lower case, no colon. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Scheme> of(String text) {
    for (Scheme scheme : values()) {
      if (scheme.name().equalsIgnoreCase(text)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
