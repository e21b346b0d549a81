package dev.sluice.catalog.status;

/** Why a push or a session is in trouble; each with a sentence that tells a person what to do. */
public enum Reason {
  DNS("The host name could not be resolved. Check its spelling."),
  CONNECT_REFUSED(
      "The host refused the connection. Check host and port, and that the platform's event is"
          + " open."),
  CONNECT_TIMEOUT("The host did not answer in time. Check host and port."),
  TLS_HANDSHAKE("The encrypted connection could not be set up. Check that the port speaks TLS."),
  TLS_CERTIFICATE("The host's certificate is not valid for it, so nothing was sent."),
  RTMP_HANDSHAKE("The host answered, but not as an RTMP server does. Check the port."),
  AUTH(
      "The platform refused the stream key or the credentials. Copy the key anew from the"
          + " platform."),
  TARGET_BUSY(
      "The platform says this key is already publishing. It is tried again until the old connection"
          + " is gone."),
  CODEC_UNSUPPORTED("The target cannot take the source's codec."),
  PROFILE_UNAVAILABLE("This rendition is not available."),
  STALLED("The target takes in nothing, though the connection stands."),
  TOO_SLOW("The connection to the target is too slow for the stream's bitrate."),
  REMOTE_CLOSED("The target closed the connection."),
  ENDED_BY_PLATFORM("The platform ended the broadcast."),
  PLATFORM_LIMIT("The platform's limit was reached."),
  SRT_REJECTED("The SRT peer refused the connection."),
  SRT_PASSPHRASE("The SRT peer refused the passphrase, or one side has none."),
  SRT_STREAMID("The SRT peer refused the stream id."),
  ADDRESS_FORBIDDEN("The address is not one that a target may have."),
  SOURCE_LOST("The source went away and did not come back within the hold window."),
  INTERNAL("Something went wrong inside Sluice; the log tells more."),
  /** Of a session only. */
  LAUNCH_FAILED("The push task could not be started."),
  /** Of a session only. */
  CAPACITY("There was no capacity to start the push task; it is tried again.");

  private final String advice;

  Reason(String advice) {
    this.advice = advice;
  }

  /** A sentence for a person; holds no secret and no name. */
  public String advice() {
    return advice;
  }
}
