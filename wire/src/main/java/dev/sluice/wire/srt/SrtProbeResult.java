package dev.sluice.wire.srt;

import java.util.Objects;
import java.util.Optional;

/**
 * What the peer answered.
 *
 * @param kind the class of answer; all but ACCEPTED are names of reasons in the API
 * @param rejection the peer's own code, when it refused us with one
 * @param message one sentence for the owner of the target; names no secret
 */
public record SrtProbeResult(Kind kind, Optional<SrtRejection> rejection, String message) {

  /** The class of answer. */
  public enum Kind {
    /** The peer would take the stream. The probe has said good-bye to it again. */
    ACCEPTED,
    /** The port is closed: the host said so by ICMP. */
    CONNECT_REFUSED,
    /** No answer in time, or no way there. */
    CONNECT_TIMEOUT,
    /** The passphrase is wrong, missing, or not wanted. */
    SRT_PASSPHRASE,
    /** The stream id is unknown, forbidden, or not understood. */
    SRT_STREAMID,
    /** Somebody else publishes there. */
    TARGET_BUSY,
    /** Refused for another reason. */
    SRT_REJECTED,
    /** A fault on our side. */
    INTERNAL
  }

  public SrtProbeResult {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(rejection, "rejection");
    Objects.requireNonNull(message, "message");
  }

  static SrtProbeResult of(Kind kind, String message) {
    return new SrtProbeResult(kind, Optional.empty(), message);
  }

  static SrtProbeResult refused(String peer, SrtRejection rejection) {
    return new SrtProbeResult(
        rejection.kind(),
        Optional.of(rejection),
        "%s refused the connection: %s (%s)"
            .formatted(peer, rejection.meaning(), rejection.name()));
  }
}
