package dev.sluice.wire.rtmp;

/** How far a publisher has come. */
enum PublishPhase {
  HANDSHAKE(
      RefusalKind.RTMP_HANDSHAKE,
      "The server closed the connection during the RTMP handshake. Check host, port, and rtmp or"
          + " rtmps."),
  CONNECT(
      RefusalKind.REMOTE_CLOSED,
      "The server closed the connection instead of answering our connect. Check the application"
          + " behind the host."),
  CREATE(
      RefusalKind.REMOTE_CLOSED,
      "The server closed the connection before we could publish. Check application and stream"
          + " key."),
  PUBLISH(
      RefusalKind.REMOTE_CLOSED,
      "The server closed the connection when we published, without a word. A wrong stream key is"
          + " the most common cause."),
  PUBLISHING(RefusalKind.REMOTE_CLOSED, "The server closed the connection."),
  ENDED(RefusalKind.REMOTE_CLOSED, "The connection is closed.");

  private final RefusalKind kind;
  private final String description;

  PublishPhase(RefusalKind kind, String description) {
    this.kind = kind;
    this.description = description;
  }

  /** What it means when the server closes the connection now. */
  Refusal onDisconnect() {
    return new Refusal(kind, "", description);
  }
}
