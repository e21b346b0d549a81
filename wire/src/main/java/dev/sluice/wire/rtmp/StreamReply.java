package dev.sluice.wire.rtmp;

/**
 * The answer to a client's request, at once or later, on the session's thread; the first one
 * counts.
 */
public interface StreamReply {
  /** Grants it. */
  void accept();

  /**
   * Refuses it; the connection should be closed when what is polled has been sent.
   *
   * @param code the status code, such as {@code NetStream.Publish.BadName}
   * @param description words for the person at the other end
   */
  void refuse(String code, String description);
}
