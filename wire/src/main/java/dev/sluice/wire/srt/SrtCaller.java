package dev.sluice.wire.srt;

import dev.sluice.wire.srt.SrtProbeResult.Kind;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Calls an SRT listener (draft-sharabayko-srt, section 4.3.1). Thread-safe. */
public final class SrtCaller {
  /** A key frame's packets at once. */
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private SrtCaller() {}

  /**
   * Connects to the first of several addresses of one peer that answers; what that one says holds.
   * Blocks: up to the patience until one answers, and as long again for its handshake.
   *
   * @param alternatives the same for each address, in the order to try them
   * @return never throws for what the peer or the network does
   */
  public static SrtCall callAny(
      List<SrtProbeRequest> alternatives, Duration patience, SecureRandom random) {
    if (alternatives.size() == 1) {
      return call(alternatives.getFirst(), patience, random);
    }
    try {
      return call(new InductionRace(alternatives, random).run(patience), patience, random);
    } catch (IOException e) {
      return failed("each of its " + alternatives.size() + " addresses", e);
    }
  }

  /**
   * Connects; blocks up to the deadline.
   *
   * @return never throws for what the peer or the network does
   */
  public static SrtCall call(SrtProbeRequest request, Duration deadline, SecureRandom random) {
    String peer = request.address().getHostString() + ":" + request.address().getPort();
    try {
      DatagramChannel channel = DatagramChannel.open();
      SrtCall call = null;
      try {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        channel.connect(request.address());
        call = new CallerHandshake(channel, request, peer, deadline, random).run();
        return call;
      } finally {
        if (call == null || call.link() == null) {
          channel.close();
        }
      }
    } catch (IOException e) {
      return failed(peer, e);
    } catch (GeneralSecurityException e) {
      return failed(Kind.INTERNAL, "this JVM lacks what SRT encrypts with");
    }
  }

  private static SrtCall failed(String peer, IOException why) {
    return switch (why) {
      case PortUnreachableException _ ->
          failed(Kind.CONNECT_REFUSED, peer + " refused: nothing listens on this UDP port");
      case SocketTimeoutException _ ->
          failed(Kind.CONNECT_TIMEOUT, peer + " did not answer the SRT handshake in time");
      default ->
          failed(Kind.CONNECT_TIMEOUT, peer + " cannot be reached from here: " + why.getMessage());
    };
  }

  private static SrtCall failed(Kind kind, String message) {
    return new SrtCall(SrtProbeResult.of(kind, message), null);
  }
}
