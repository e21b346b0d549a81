package dev.sluice.wire.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.wire.srt.SrtProbeResult.Kind;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SrtHandshakeProbeTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final SrtHandshakeProbe probe = new SrtHandshakeProbe();

  static List<SrtRejection> everyCode() {
    return SrtRejection.all();
  }

  @ParameterizedTest
  @MethodSource("everyCode")
  void everyCodeOfSrtIsToldWithItsMeaning(SrtRejection expected) throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(1000 + expected.code())) {
      SrtProbeResult result = probe.probe(request(peer.address()), Duration.ofSeconds(20));
      assertThat(result.rejection()).contains(expected);
      assertThat(result.kind()).isEqualTo(expected.kind());
      assertThat(result.message()).contains(expected.meaning()).contains(expected.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1010, SRT_PASSPHRASE",
    "1011, SRT_PASSPHRASE",
    "2400, SRT_STREAMID",
    "2401, SRT_STREAMID",
    "2403, SRT_STREAMID",
    "2404, SRT_STREAMID",
    "1403, SRT_STREAMID",
    "1404, SRT_STREAMID",
    "2409, TARGET_BUSY",
    "1002, SRT_REJECTED",
    "2503, SRT_REJECTED",
    "3005, SRT_REJECTED"
  })
  void aRefusalIsOfTheKindItsCodeMeans(int handshakeType, Kind kind) throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(handshakeType)) {
      assertThat(probe.probe(request(peer.address()), Duration.ofSeconds(20)).kind())
          .isEqualTo(kind);
    }
  }

  @Test
  void aCodeOfTheServersOwnIsShown() throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(3005)) {
      SrtProbeResult result = probe.probe(request(peer.address()), Duration.ofSeconds(20));
      assertThat(result.message()).contains("2005");
    }
  }

  @Test
  void whoAcceptsIsToldThatWeLeave() throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(HandshakePacket.CONCLUSION)) {
      assertThat(probe.probe(request(peer.address()), Duration.ofSeconds(20)).kind())
          .isEqualTo(Kind.ACCEPTED);
      assertThat(peer.awaitShutdown()).isEqualTo(77);
    }
  }

  @Test
  void lostPacketsAreSentAgain() throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(1010).losing(2)) {
      assertThat(probe.probe(request(peer.address()), Duration.ofSeconds(20)).kind())
          .isEqualTo(Kind.SRT_PASSPHRASE);
    }
  }

  @Test
  void anOldSrtIsToldAsSuch() throws Exception {
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(1010).old()) {
      SrtProbeResult result = probe.probe(request(peer.address()), Duration.ofSeconds(20));
      assertThat(result.kind()).isEqualTo(Kind.SRT_REJECTED);
      assertThat(result.message()).contains("older than 1.3");
    }
  }

  @Test
  void aSilentPortTimesOut() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
      SrtProbeResult result =
          probe.probe(
              request((InetSocketAddress) silent.getLocalSocketAddress()), Duration.ofMillis(600));
      assertThat(result.kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
    }
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    InetSocketAddress closed;
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      closed = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    assertThat(probe.probe(request(closed), Duration.ofSeconds(20)).kind())
        .isEqualTo(Kind.CONNECT_REFUSED);
  }

  @Test
  void aRequestPrintsNeitherStreamIdNorPassphrase() {
    SrtProbeRequest request =
        new SrtProbeRequest(
            new InetSocketAddress(LOOPBACK, 9000),
            Optional.of("canary-id"),
            Optional.of("canary-pass"),
            Duration.ZERO);
    assertThat(request.toString()).doesNotContain("canary");
  }

  @Test
  void aPassphraseOfTheWrongLengthIsRefusedWithoutShowingIt() {
    assertThatThrownBy(
            () ->
                new SrtProbeRequest(
                    new InetSocketAddress(LOOPBACK, 9000),
                    Optional.empty(),
                    Optional.of("canary"),
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  private static SrtProbeRequest request(InetSocketAddress address) {
    return new SrtProbeRequest(
        address, Optional.of("publish/camera"), Optional.empty(), Duration.ofMillis(120));
  }
}
