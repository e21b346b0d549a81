package dev.sluice.wire.srt;

import dev.sluice.wire.srt.SrtProbeResult.Kind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One caller's handshake (draft-sharabayko-srt, section 4.3.1); blocks. */
final class CallerHandshake {
  /** How often an unanswered packet is sent again, as libsrt does. */
  private static final int RESEND_MILLIS = 250;

  private static final int MAX_DATAGRAM_BYTES = 1500;
  private static final int SRT_VERSION = 0x01_05_03;

  /** Live, both ways: TSBPD, encryption known, too-late drop, NAK reports, retransmit flag. */
  private static final int SRT_FLAGS = 0x3f;

  private static final int DATAGRAM_SOCKET_TYPE = 2;
  private static final int HSV5_MAGIC = 0x4a17;
  private static final int DEFAULT_KEY_BYTES = 16;

  /** What a KM response of one word says (section 3.2.1.3): no secret, bad secret. */
  private static final int KM_NO_SECRET = 3;

  private static final int KM_BAD_SECRET = 4;

  private static final int HSRSP_BYTES = 12;

  private final SecureRandom random;
  private final DatagramChannel channel;
  private final DatagramSocket socket;
  private final SrtProbeRequest request;
  private final String peer;
  private final long startNanos = System.nanoTime();
  private final long deadlineNanos;
  private final int socketId;
  private final int sequence;
  private @Nullable KeyMaterial key;

  /**
   * @param channel connected to the peer, blocking
   */
  CallerHandshake(
      DatagramChannel channel,
      SrtProbeRequest request,
      String peer,
      Duration deadline,
      SecureRandom random) {
    this.random = random;
    this.channel = channel;
    this.socket = channel.socket();
    this.request = request;
    this.peer = peer;
    this.deadlineNanos = startNanos + deadline.toNanos();
    this.socketId = drawSocketId(random);
    this.sequence = random.nextInt(0x7fff_ffff);
  }

  static int drawSocketId(SecureRandom random) {
    return 1 + random.nextInt(0x3fff_ffff);
  }

  /** A caller's first packet, which asks for a cookie. */
  static HandshakePacket induction(int sequence, int socketId) {
    return new HandshakePacket(
        0, 4, 0, DATAGRAM_SOCKET_TYPE, sequence, HandshakePacket.INDUCTION, socketId, 0, Map.of());
  }

  SrtCall run() throws IOException, GeneralSecurityException {
    HandshakePacket induction =
        ask(induction(sequence, socketId), answer -> answer.type() == HandshakePacket.INDUCTION);
    if (isRefusal(induction)) {
      return refused(induction);
    }
    if (induction.version() < 5 || induction.extensionField() != HSV5_MAGIC) {
      return refused(
          SrtProbeResult.of(
              Kind.SRT_REJECTED, peer + " speaks an SRT older than 1.3, which is not supported"));
    }
    HandshakePacket conclusion =
        ask(conclusion(induction), answer -> answer.type() == HandshakePacket.CONCLUSION);
    if (isRefusal(conclusion)) {
      return refused(conclusion);
    }
    SrtProbeResult answer = accepted(conclusion);
    SrtLink link = link(conclusion);
    if (answer.kind() != Kind.ACCEPTED) {
      link.close();
      return refused(answer);
    }
    return new SrtCall(answer, link);
  }

  private static SrtCall refused(SrtProbeResult result) {
    return new SrtCall(result, null);
  }

  private SrtLink link(HandshakePacket conclusion) {
    return new SrtLink(
        channel,
        socketId,
        conclusion.socketId(),
        sequence,
        Duration.ofMillis(agreedLatencyMillis(conclusion)),
        startNanos,
        key);
  }

  /** The larger of what we asked for and what the peer answers (section 4.4). */
  private long agreedLatencyMillis(HandshakePacket conclusion) {
    long asked = request.latency().toMillis();
    byte[] response = conclusion.extensions().get(HandshakePacket.EXTENSION_HSRSP);
    if (response == null || response.length < HSRSP_BYTES) {
      return asked;
    }
    int both = ByteBuffer.wrap(response).getInt(HSRSP_BYTES - 4);
    return Math.max(asked, Math.max(both >>> 16, both & 0xFFFF));
  }

  private HandshakePacket conclusion(HandshakePacket induction) throws GeneralSecurityException {
    Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    int flags = HandshakePacket.FLAG_HSREQ;
    int latencyMillis = (int) request.latency().toMillis();
    extensions.put(
        HandshakePacket.EXTENSION_HSREQ,
        ByteBuffer.allocate(12)
            .putInt(SRT_VERSION)
            .putInt(SRT_FLAGS)
            .putInt(latencyMillis << 16 | latencyMillis)
            .array());
    int keyBytes = 0;
    if (request.passphrase().isPresent()) {
      // The listener may advertise the length it wants, in units of 8 bytes.
      int advertised = induction.encryption() * 8;
      keyBytes = advertised >= 16 && advertised <= 32 ? advertised : DEFAULT_KEY_BYTES;
      flags |= HandshakePacket.FLAG_KMREQ;
      key = KeyMaterial.draw(keyBytes, random);
      extensions.put(HandshakePacket.EXTENSION_KMREQ, key.message(request.passphrase().get()));
    }
    if (request.streamId().isPresent()) {
      flags |= HandshakePacket.FLAG_CONFIG;
      byte[] text = request.streamId().get().getBytes(StandardCharsets.UTF_8);
      extensions.put(HandshakePacket.EXTENSION_STREAM_ID, HandshakePacket.swappedWords(text));
    }
    return new HandshakePacket(
        0,
        5,
        keyBytes / 8,
        flags,
        sequence,
        HandshakePacket.CONCLUSION,
        socketId,
        induction.cookie(),
        extensions);
  }

  /** Sends until the answer or a refusal comes. */
  private HandshakePacket ask(HandshakePacket question, Predicate<HandshakePacket> isAnswer)
      throws IOException {
    while (true) {
      send(question.encode(timestamp()));
      HandshakePacket answer = receive(isAnswer);
      if (answer != null) {
        return answer;
      }
    }
  }

  /** Waits for one resend interval; null if nothing came. */
  private @Nullable HandshakePacket receive(Predicate<HandshakePacket> isAnswer)
      throws IOException {
    long resendNanos = System.nanoTime() + RESEND_MILLIS * 1_000_000L;
    DatagramPacket datagram = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
    while (true) {
      long now = System.nanoTime();
      if (deadlineNanos - now <= 0) {
        throw new SocketTimeoutException("deadline");
      }
      long waitNanos = Math.min(deadlineNanos, resendNanos) - now;
      if (waitNanos <= 0) {
        return null;
      }
      socket.setSoTimeout((int) (waitNanos / 1_000_000) + 1);
      try {
        socket.receive(datagram);
      } catch (SocketTimeoutException e) {
        continue;
      }
      HandshakePacket answer =
          HandshakePacket.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
      if (answer != null
          && answer.destinationId() == socketId
          && (isRefusal(answer) || isAnswer.test(answer))) {
        return answer;
      }
    }
  }

  private SrtCall refused(HandshakePacket answer) {
    return refused(SrtProbeResult.refused(peer, SrtRejection.ofHandshakeType(answer.type())));
  }

  /** A listener that does not enforce encryption accepts, and says here that it cannot decrypt. */
  private SrtProbeResult accepted(HandshakePacket answer) {
    byte[] keyAnswer = answer.extensions().get(HandshakePacket.EXTENSION_KMRSP);
    if (request.passphrase().isPresent() && keyAnswer != null && keyAnswer.length == 4) {
      int state = ByteBuffer.wrap(keyAnswer).getInt();
      if (state == KM_BAD_SECRET || Integer.reverseBytes(state) == KM_BAD_SECRET) {
        return SrtProbeResult.refused(peer, SrtRejection.ofHandshakeType(1010));
      }
      if (state == KM_NO_SECRET || Integer.reverseBytes(state) == KM_NO_SECRET) {
        return SrtProbeResult.refused(peer, SrtRejection.ofHandshakeType(1011));
      }
    }
    return SrtProbeResult.of(Kind.ACCEPTED, peer + " accepts an SRT connection now");
  }

  private void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length));
  }

  private int timestamp() {
    return (int) ((System.nanoTime() - startNanos) / 1000);
  }

  private static boolean isRefusal(HandshakePacket answer) {
    return answer.type() >= HandshakePacket.FIRST_REFUSAL;
  }
}
