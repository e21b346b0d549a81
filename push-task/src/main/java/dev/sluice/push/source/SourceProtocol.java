package dev.sluice.push.source;

import dev.sluice.catalog.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source's URL scheme allows, and FFmpeg's options for it. Whatever a playlist or a redirect
 * names, FFmpeg opens none but these protocols: no file, no pipe, no concat.
 *
 * <p>Certificates are checked against the trusted authorities and the host's name. Two things
 * FFmpeg does not check: the name where the URL has an IP address, and any certificate of an HLS
 * playlist's segments (its demuxer hands no TLS option on to them).
 */
enum SourceProtocol {
  RTMP("rtmp,tcp"),
  RTMPS("rtmps,rtmp,tls,tcp"),
  SRT("srt"),
  HTTP("http,https,tls,tcp,crypto"),
  HTTPS("http,https,tls,tcp,crypto");

  /** Containers a source may come in; the last three are those of HLS segments. */
  private static final String FORMATS = "flv,live_flv,mpegts,hls,mov,aac,mp3";

  private final String whitelist;

  SourceProtocol(String whitelist) {
    this.whitelist = whitelist;
  }

  /** The protocol of a URL, or null for one that is not taken. */
  static @Nullable SourceProtocol of(Secret url) {
    String text = url.reveal();
    int end = text.indexOf("://");
    if (end < 0) {
      return null;
    }
    String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
    for (SourceProtocol protocol : values()) {
      if (protocol.name().toLowerCase(Locale.ROOT).equals(scheme)) {
        return protocol == SRT && isListener(text) ? null : protocol;
      }
    }
    return null;
  }

  /** Options of demuxer and protocol, by FFmpeg's names. */
  Map<String, String> options(SourceOptions options, @Nullable Path trusted) {
    Map<String, String> all = new HashMap<>();
    all.put("protocol_whitelist", whitelist);
    all.put("format_whitelist", FORMATS);
    // Guessing the frame rate takes 20 frames and more; we count them ourselves later.
    all.put("fpsprobesize", "0");
    all.put("analyzeduration", micros(Duration.ofMillis(1_500)));
    all.put("rw_timeout", micros(options.silentFor()));
    switch (this) {
      case RTMP, RTMPS -> all.put("rtmp_live", "live");
      case SRT -> {
        all.put("mode", "caller");
        all.put("connect_timeout", Long.toString(options.openWithin().toMillis()));
      }
      case HTTP, HTTPS -> {
        all.put("user_agent", "Sluice");
        all.put("seekable", "0");
      }
    }
    if (trusted != null) {
      all.put("tls_verify", "1");
      all.put("ca_file", trusted.toString());
    }
    return all;
  }

  /** Whether certificates are needed: also HTTP may lead to HTTPS. */
  boolean usesTls() {
    return this == RTMPS || this == HTTP || this == HTTPS;
  }

  /** A listening socket in the task is nothing to be had by naming a source. */
  private static boolean isListener(String url) {
    int query = url.indexOf('?');
    String lower = query < 0 ? "" : url.substring(query + 1).toLowerCase(Locale.ROOT);
    for (String parameter : lower.split("[?&]", -1)) {
      if (parameter.startsWith("mode=") && !parameter.equals("mode=caller")) {
        return true;
      }
    }
    return false;
  }

  private static String micros(Duration time) {
    return Long.toString(time.toNanos() / 1_000);
  }
}
