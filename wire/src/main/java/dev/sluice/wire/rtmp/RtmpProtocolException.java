package dev.sluice.wire.rtmp;

import java.util.Objects;

/** A peer's bytes are not RTMP, or exceed a bound: the connection cannot go on. */
public final class RtmpProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what the peer did, in words that may be shown; never its bytes
   */
  public RtmpProtocolException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
