package dev.sluice.push.ffmpeg;

import java.util.regex.Pattern;

/** Takes out of FFmpeg's log lines what may hold a key: everything of a URL after its scheme. */
final class LogMask {
  private static final Pattern URL = Pattern.compile("\\b([A-Za-z][A-Za-z0-9+.-]*)://\\S*");

  /** Texts in quotes: RTMP play paths, HTTP request lines, header values. */
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private static final Pattern QUERY = Pattern.compile("\\?\\S+|\\b\\w+=\\S+");
  private static final Pattern PATH = Pattern.compile("(?<![\\w.])/\\S+|\\S+/\\S+/\\S*");

  private LogMask() {}

  static String mask(String line) {
    String masked = URL.matcher(line).replaceAll("$1://***");
    masked = QUOTED.matcher(masked).replaceAll("***");
    masked = QUERY.matcher(masked).replaceAll("***");
    return PATH.matcher(masked).replaceAll(match -> keepMaskedUrl(match.group()));
  }

  private static String keepMaskedUrl(String text) {
    return text.endsWith("://***") ? text : "***";
  }
}
