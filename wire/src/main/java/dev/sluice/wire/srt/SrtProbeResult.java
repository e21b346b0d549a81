package dev.sluice.wire.srt;

import java.util.Optional;

/**
 * What the peer answered.
 *
 * @param kind the class of answer; all but ACCEPTED are names of reasons in the API
 * @param rejection the peer's own code, when it rejected us with one
 * @param message one sentence for the owner of the target; names no secret
 */
public record SrtProbeResult(Kind kind, Optional<SrtRejection> rejection, String message) {

  /** The class of answer. */
  public enum Kind {
    /** The peer would take the stream. The probe has said good-bye to it again. */
    ACCEPTED,
    /** The port is closed: the host said so by ICMP. */
    CONNECT_REFUSED,
    /** No answer in time. */
    CONNECT_TIMEOUT,
    /** The passphrase is wrong, missing, or not wanted. */
    SRT_PASSPHRASE,
    /** The stream id is unknown, forbidden, or not understood. */
    SRT_STREAMID,
    /** Refused for another reason. */
    SRT_REJECTED,
    /** A fault on our side. */
    INTERNAL
  }
}
