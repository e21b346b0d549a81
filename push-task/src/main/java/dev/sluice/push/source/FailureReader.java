package dev.sluice.push.source;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.ffmpeg.ErrorKind;
import dev.sluice.push.ffmpeg.FfmpegException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads out of FFmpeg's codes and log lines why a source could not be had. */
final class FailureReader {
  private static final String SERVER_SAYS = "server error:";

  /**
   * How RTMP servers say that they want other credentials, in lower case: Wowza and Adobe's ({@code
   * authmod=}, {@code need auth}), MediaMTX and Node-Media-Server. They repeat the stream's name as
   * well, so a word that may be part of one will not do.
   */
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "authmod=|\\bneed auth\\b|\\b(un|not )authori[sz]ed\\b|\\b(access|permission) denied\\b"
              + "|\\bauth(entication|ori[sz]ation)? (error|fail|is required|required)");

  private FailureReader() {}

  static SourceFailure whileOpening(FfmpegException e, boolean expired) {
    String log = e.logLines().toLowerCase(Locale.ROOT);
    int says = log.indexOf(SERVER_SAYS);
    if (says >= 0) {
      return serverSays(log.substring(says));
    }
    if (log.contains("failed to resolve hostname")) {
      return failure(Reason.DNS, "the source's host name could not be resolved");
    }
    if (log.contains("certificate")) {
      return failure(Reason.TLS_CERTIFICATE, "the source's certificate is not valid for its host");
    }
    return switch (e.kind()) {
      case REFUSED -> failure(Reason.CONNECT_REFUSED, "the source refused the connection");
      case UNAUTHORIZED -> failure(Reason.AUTH, "the source refused the credentials (401 or 403)");
      case NOT_FOUND -> failure(Reason.SOURCE_LOST, "the source's server has no such stream (404)");
      case NOT_MEDIA ->
          failure(Reason.SOURCE_LOST, "what the source sends is not a stream that can be read");
      case TIMED_OUT, INTERRUPTED ->
          failure(Reason.CONNECT_TIMEOUT, "the source did not answer, or sent nothing, in time");
      default ->
          expired
              ? failure(Reason.CONNECT_TIMEOUT, "the source did not begin in time")
              : failure(
                  Reason.SOURCE_LOST, "the source could not be opened (" + e.getMessage() + ")");
    };
  }

  /** What an RTMP server answered to connect or play, in words of its own. */
  private static SourceFailure serverSays(String words) {
    return CREDENTIALS.matcher(words).find()
        ? failure(Reason.AUTH, "the source's server refused the credentials")
        : failure(Reason.SOURCE_LOST, "the source's server does not play such a stream");
  }

  static SourceFailure whileReading(FfmpegException e, boolean expired) {
    if (expired || e.kind() == ErrorKind.TIMED_OUT) {
      return failure(Reason.SOURCE_LOST, "nothing came from the source any more");
    }
    return failure(Reason.SOURCE_LOST, "the source broke off (" + e.getMessage() + ")");
  }

  static SourceFailure ended() {
    return failure(Reason.SOURCE_LOST, "the source ended");
  }

  static SourceFailure noMedia() {
    return failure(Reason.SOURCE_LOST, "the source has neither pictures nor sound");
  }

  static SourceFailure inside() {
    return failure(Reason.INTERNAL, "something went wrong inside; the task's log tells more");
  }

  static SourceFailure notAllowed() {
    return failure(
        Reason.SOURCE_LOST,
        "the source's URL is none that can be pulled (rtmp, rtmps, srt as caller, http, https)");
  }

  private static SourceFailure failure(Reason reason, String message) {
    return new SourceFailure(reason, message);
  }
}
