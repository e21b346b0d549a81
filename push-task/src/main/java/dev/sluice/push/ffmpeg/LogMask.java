package dev.sluice.push.ffmpeg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of FFmpeg's log lines what may hold a key: every part of the URL that was opened but
 * its host, and whatever looks like a URL, a path, a query or a quotation (a playlist brings URLs
 * of its own). Immutable.
 */
final class LogMask {
  private static final Pattern SUSPECT =
      Pattern.compile(
          "\\b[A-Za-z][A-Za-z0-9+.-]*://\\S*|'[^']*'|\"[^\"]*\"|\\?\\S+|\\b\\w+=\\S+|\\S*/\\S*");

  /** Masking shorter ones would leave nothing of a line, and no key is so short. */
  private static final int SHORTEST_PART = 4;

  private final List<String> parts;

  private LogMask(List<String> parts) {
    this.parts = parts;
  }

  /** The mask while this URL is opened and read. */
  static LogMask of(String url) {
    int begin = url.indexOf("://");
    int path = url.indexOf('/', begin + "://".length());
    int at = url.lastIndexOf('@');
    List<String> parts = new ArrayList<>();
    if (begin >= 0 && at > begin) {
      add(parts, url.substring(begin, at));
    }
    if (begin < 0 || path >= 0 || url.indexOf('?') >= 0) {
      add(parts, url.substring(Math.max(path, 0)));
    }
    parts.sort(Comparator.comparingInt(String::length).reversed());
    return new LogMask(List.copyOf(parts));
  }

  String mask(String line) {
    String masked = SUSPECT.matcher(line).replaceAll("***");
    for (String part : parts) {
      masked = masked.replace(part, "***");
    }
    return masked;
  }

  private static void add(List<String> parts, String text) {
    parts.add(text);
    for (String part : text.split("[/?&=:@]", -1)) {
      if (part.length() >= SHORTEST_PART) {
        parts.add(part);
      }
    }
  }
}
