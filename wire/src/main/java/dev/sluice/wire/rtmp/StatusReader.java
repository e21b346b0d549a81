package dev.sluice.wire.rtmp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a server's status codes and words. Codes are those of Adobe's NetConnection and NetStream;
 * servers use them freely, so words that say more than a general code go before it.
 */
final class StatusReader {
  private static final Map<String, RefusalKind> CODES =
      Map.ofEntries(
          Map.entry("NetStream.Publish.BadName", RefusalKind.TARGET_BUSY),
          Map.entry("NetStream.Publish.Unauthorized", RefusalKind.AUTH),
          Map.entry("NetStream.Publish.Denied", RefusalKind.AUTH),
          Map.entry("NetStream.Publish.BadAuth", RefusalKind.AUTH),
          Map.entry("NetStream.Authenticate.Failed", RefusalKind.AUTH),
          Map.entry("NetStream.Authenticate.UsherToken", RefusalKind.AUTH),
          Map.entry("NetStream.Play.StreamNotFound", RefusalKind.AUTH),
          Map.entry("NetStream.Unpublish.Success", RefusalKind.ENDED_BY_PLATFORM),
          Map.entry("NetStream.Publish.Rejected", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetStream.Publish.Failed", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetStream.Failed", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetConnection.Connect.Rejected", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetConnection.Connect.Failed", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetConnection.Connect.InvalidApp", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetConnection.Connect.AppShutdown", RefusalKind.REMOTE_CLOSED),
          Map.entry("NetConnection.Connect.Closed", RefusalKind.REMOTE_CLOSED));

  private static final Pattern BUSY =
      Pattern.compile("already (publish|exist|in use|being|live|connect|stream)|in use|\\bbusy\\b");
  private static final Pattern CODEC =
      Pattern.compile("codec|fourcc|hevc|unsupported (video|audio|media)");
  private static final Pattern LIMIT =
      Pattern.compile("limit|quota|exceed|too many|maximum|max(imum)? duration|bitrate|bandwidth");
  private static final Pattern AUTH =
      Pattern.compile(
          "auth|credential|password|permission|forbidden|denied|not allowed"
              + "|(invalid|bad|wrong|unknown|expired|no such) (stream ?)?(key|name|token)");
  private static final Pattern ENDED =
      Pattern.compile(
          "(stream|broadcast|event|session) (has |was |is )?(been"
              + " )?(ended|over|stopped|terminated|complete)|\\bbanned\\b|suspended");

  private StatusReader() {}

  /**
   * The kind of a status that means the end, or of a refused call; empty for a status that does
   * not.
   */
  static Optional<RefusalKind> kind(String level, String code, String description) {
    RefusalKind byCode = CODES.get(code);
    if (byCode == null && !level.equals("error")) {
      return Optional.empty();
    }
    if (byCode != null
        && byCode != RefusalKind.REMOTE_CLOSED
        && byCode != RefusalKind.TARGET_BUSY) {
      return Optional.of(byCode);
    }
    RefusalKind otherwise = byCode == null ? RefusalKind.REMOTE_CLOSED : byCode;
    return Optional.of(byWords((code + " " + description).toLowerCase(Locale.ROOT), otherwise));
  }

  private static RefusalKind byWords(String words, RefusalKind otherwise) {
    if (BUSY.matcher(words).find()) {
      return RefusalKind.TARGET_BUSY;
    }
    if (CODEC.matcher(words).find()) {
      return RefusalKind.CODEC_UNSUPPORTED;
    }
    if (LIMIT.matcher(words).find()) {
      return RefusalKind.PLATFORM_LIMIT;
    }
    if (AUTH.matcher(words).find()) {
      return RefusalKind.AUTH;
    }
    return ENDED.matcher(words).find() ? RefusalKind.ENDED_BY_PLATFORM : otherwise;
  }
}
