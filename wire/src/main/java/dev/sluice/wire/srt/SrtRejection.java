package dev.sluice.wire.srt;

import static dev.sluice.wire.srt.SrtProbeResult.Kind.SRT_PASSPHRASE;
import static dev.sluice.wire.srt.SrtProbeResult.Kind.SRT_REJECTED;
import static dev.sluice.wire.srt.SrtProbeResult.Kind.SRT_STREAMID;
import static dev.sluice.wire.srt.SrtProbeResult.Kind.TARGET_BUSY;

import dev.sluice.wire.srt.SrtProbeResult.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why an SRT peer refuses a caller, by the codes of SRT's own documentation (API/rejection-codes):
 * 0 to 999 come from the protocol, 1000 to 1999 from the application's access control, from 2000 on
 * they are the application's own.
 *
 * @param code the code as SRT's API has it
 * @param name the name in SRT's headers, or {@code code N} for one not defined there
 * @param kind what it means for us
 * @param meaning half a sentence, to follow "the server refused the connection: "
 */
public record SrtRejection(int code, String name, Kind kind, String meaning) {

  /** On the wire a code stands in the handshake-type field, above this. */
  private static final int WIRE_OFFSET = 1000;

  /** Access-control codes taken over from HTTP. */
  private static final int FIRST_HTTP_CODE = 1400;

  private static final int LAST_HTTP_CODE = 1599;

  private static final Map<Integer, SrtRejection> KNOWN =
      List.of(
              of(0, "SRT_REJ_UNKNOWN", SRT_REJECTED, "it gives no reason"),
              of(1, "SRT_REJ_SYSTEM", SRT_REJECTED, "a system call of its failed"),
              of(
                  2,
                  "SRT_REJ_PEER",
                  SRT_REJECTED,
                  "it gives no reason; many servers say this of a wrong stream id or passphrase"),
              of(3, "SRT_REJ_RESOURCE", SRT_REJECTED, "it is out of memory or sockets"),
              of(4, "SRT_REJ_ROGUE", SRT_REJECTED, "it did not understand our handshake"),
              of(5, "SRT_REJ_BACKLOG", SRT_REJECTED, "too many callers wait at it already"),
              of(6, "SRT_REJ_IPE", SRT_REJECTED, "it has an internal error"),
              of(7, "SRT_REJ_CLOSE", SRT_REJECTED, "it is shutting down"),
              of(8, "SRT_REJ_VERSION", SRT_REJECTED, "it wants another version of SRT"),
              of(9, "SRT_REJ_RDVCOOKIE", SRT_REJECTED, "a rendezvous cookie collided"),
              of(10, "SRT_REJ_BADSECRET", SRT_PASSPHRASE, "the passphrase is wrong"),
              of(
                  11,
                  "SRT_REJ_UNSECURE",
                  SRT_PASSPHRASE,
                  "it wants a passphrase and none is set, or it wants none and one is set"),
              of(12, "SRT_REJ_MESSAGEAPI", SRT_REJECTED, "it is set up for files, not live"),
              of(13, "SRT_REJ_CONGESTION", SRT_REJECTED, "its congestion control is not for live"),
              of(14, "SRT_REJ_FILTER", SRT_REJECTED, "it wants a packet filter (FEC)"),
              of(15, "SRT_REJ_GROUP", SRT_REJECTED, "it wants a bonded connection"),
              of(16, "SRT_REJ_TIMEOUT", SRT_REJECTED, "it timed out"),
              of(17, "SRT_REJ_CRYPTO", SRT_PASSPHRASE, "it wants another mode of encryption"),
              of(1000, "SRT_REJX_FALLBACK", SRT_REJECTED, "it gives no reason"),
              of(1001, "SRT_REJX_KEY_NOTSUP", SRT_STREAMID, "a key in the stream id is unknown"),
              of(1002, "SRT_REJX_FILEPATH", SRT_STREAMID, "the path in the stream id is wrong"),
              of(1003, "SRT_REJX_HOSTNOTFOUND", SRT_STREAMID, "the host in the stream id is wrong"),
              of(1400, "SRT_REJX_BAD_REQUEST", SRT_STREAMID, "the stream id is malformed"),
              of(1401, "SRT_REJX_UNAUTHORIZED", SRT_STREAMID, "user or password is wrong"),
              of(
                  1402,
                  "SRT_REJX_OVERLOAD",
                  SRT_REJECTED,
                  "it is overloaded, or a limit is reached"),
              of(1403, "SRT_REJX_FORBIDDEN", SRT_STREAMID, "the stream id may not publish here"),
              of(1404, "SRT_REJX_NOTFOUND", SRT_STREAMID, "the stream id is not known"),
              of(1405, "SRT_REJX_BAD_MODE", SRT_STREAMID, "the stream id asks for a wrong mode"),
              of(1406, "SRT_REJX_UNACCEPTABLE", SRT_STREAMID, "the stream id asks what it has not"),
              of(1409, "SRT_REJX_CONFLICT", TARGET_BUSY, "somebody publishes there already"),
              of(
                  1415,
                  "SRT_REJX_NOTSUP_MEDIA",
                  SRT_REJECTED,
                  "it does not take this kind of media"),
              of(1423, "SRT_REJX_LOCKED", TARGET_BUSY, "the stream is locked"),
              of(
                  1424,
                  "SRT_REJX_FAILED_DEPEND",
                  SRT_REJECTED,
                  "something it depends on is missing"),
              of(1500, "SRT_REJX_ISE", SRT_REJECTED, "it has an internal error"),
              of(1501, "SRT_REJX_UNIMPLEMENTED", SRT_REJECTED, "it cannot do what is asked"),
              of(1502, "SRT_REJX_GW", SRT_REJECTED, "the server behind it refuses"),
              of(1503, "SRT_REJX_DOWN", SRT_REJECTED, "it is down for maintenance"),
              of(1505, "SRT_REJX_VERSION", SRT_REJECTED, "it does not support our version"),
              of(1507, "SRT_REJX_NOROOM", SRT_REJECTED, "it has no room left to record"))
          .stream()
          .collect(Collectors.toUnmodifiableMap(SrtRejection::code, Function.identity()));

  /**
   * Reads the handshake-type field of a refusal, 1000 or above. Servers built on gosrt, MediaMTX
   * among them, put access-control codes there without the offset; both are understood.
   */
  static SrtRejection ofHandshakeType(int type) {
    int code = type >= FIRST_HTTP_CODE && type <= LAST_HTTP_CODE ? type : type - WIRE_OFFSET;
    SrtRejection known = KNOWN.get(code);
    return known != null
        ? known
        : of(code, "code " + code, SRT_REJECTED, "it gives the code " + code + " of its own");
  }

  /** Every code SRT defines. */
  static List<SrtRejection> all() {
    return List.copyOf(KNOWN.values());
  }

  private static SrtRejection of(int code, String name, Kind kind, String meaning) {
    return new SrtRejection(code, name, kind, meaning);
  }
}
