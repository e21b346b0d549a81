package dev.sluice.wire.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.wire.srt.SrtProbeResult.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SrtHandshakeProbeAgainstLibsrtTest {

  private static final String SECRET = "correct horse battery";

  private final SrtHandshakeProbe probe = new SrtHandshakeProbe();

  @BeforeEach
  void needsLibsrt() {
    assumeTrue(SrtLiveTransmit.installed(), "srt-live-transmit (package srt-tools) is not here");
  }

  @Test
  void aConnectionAcceptedIsEndedAtOnce() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("transtype=live")) {
      assertThat(ask(listener, Optional.empty()).kind()).isEqualTo(Kind.ACCEPTED);
      // Well before its idle timeout of 5 s. The last is libsrt's word for a connection that was
      // gone before its owner first looked at it.
      Awaitility.await()
          .atMost(Duration.ofSeconds(3))
          .untilAsserted(
              () ->
                  assertThat(listener.log())
                      .containsAnyOf(
                          "Connection was broken",
                          "SRT source disconnected",
                          "no sockets to check"));
    }
  }

  @Test
  void theRightPassphraseIsAccepted() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("passphrase=" + SECRET)) {
      assertThat(ask(listener, Optional.of(SECRET)).kind()).isEqualTo(Kind.ACCEPTED);
    }
  }

  @Test
  void theRightPassphraseIsAcceptedAtEveryKeyLength() throws Exception {
    for (int keyBytes : new int[] {16, 24, 32}) {
      try (SrtLiveTransmit listener =
          SrtLiveTransmit.listener("pbkeylen=" + keyBytes + "&passphrase=" + SECRET)) {
        assertThat(ask(listener, Optional.of(SECRET)).kind()).isEqualTo(Kind.ACCEPTED);
      }
    }
  }

  @Test
  void aWrongPassphraseIsTold() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("passphrase=" + SECRET)) {
      SrtProbeResult result = ask(listener, Optional.of("wrong horse battery"));
      assertThat(result.kind()).isEqualTo(Kind.SRT_PASSPHRASE);
      assertThat(result.message()).contains("the passphrase is wrong (SRT_REJ_BADSECRET)");
    }
  }

  @Test
  void aMissingPassphraseIsTold() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("passphrase=" + SECRET)) {
      SrtProbeResult result = ask(listener, Optional.empty());
      assertThat(result.kind()).isEqualTo(Kind.SRT_PASSPHRASE);
      assertThat(result.message()).contains("SRT_REJ_UNSECURE");
    }
  }

  @Test
  void aPassphraseNobodyWantsIsTold() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("transtype=live")) {
      SrtProbeResult result = ask(listener, Optional.of(SECRET));
      assertThat(result.kind()).isEqualTo(Kind.SRT_PASSPHRASE);
      assertThat(result.message()).contains("SRT_REJ_UNSECURE");
    }
  }

  @Test
  void aWrongPassphraseIsToldEvenByAListenerThatDoesNotEnforceIt() throws Exception {
    try (SrtLiveTransmit listener =
        SrtLiveTransmit.listener("enforcedencryption=no&passphrase=" + SECRET)) {
      assertThat(ask(listener, Optional.of("wrong horse battery")).kind())
          .isEqualTo(Kind.SRT_PASSPHRASE);
    }
  }

  @Test
  void aListenerForFilesIsTold() throws Exception {
    try (SrtLiveTransmit listener = SrtLiveTransmit.listener("transtype=file&messageapi=no")) {
      SrtProbeResult result = ask(listener, Optional.empty());
      assertThat(result.kind()).isEqualTo(Kind.SRT_REJECTED);
      assertThat(result.rejection()).isPresent();
    }
  }

  @Test
  void ourConclusionCarriesTheStreamIdAndTheLatencyAsLibsrtsDoes() throws Exception {
    String streamId = "#!::r=live/käse,m=publish";
    try (MisbehavingSrtPeer peer = new MisbehavingSrtPeer(1403)) {
      probe.probe(
          new SrtProbeRequest(
              peer.address(), Optional.of(streamId), Optional.empty(), Duration.ofMillis(240)),
          Duration.ofSeconds(5));
      HandshakePacket ours = peer.awaitConclusion();
      HandshakePacket theirs = conclusionOfLibsrt(peer, "latency=240&streamid=" + streamId);
      assertThat(ours.extensions().get(HandshakePacket.EXTENSION_STREAM_ID))
          .isEqualTo(theirs.extensions().get(HandshakePacket.EXTENSION_STREAM_ID));
      assertThat(latencyOf(ours)).isEqualTo(latencyOf(theirs));
      assertThat(ours.extensionField()).isEqualTo(theirs.extensionField());
    }
  }

  private static HandshakePacket conclusionOfLibsrt(MisbehavingSrtPeer peer, String options)
      throws Exception {
    SrtLiveTransmit caller = SrtLiveTransmit.caller(peer.address(), options);
    try (caller) {
      return peer.awaitConclusion();
    }
  }

  private static byte[] latencyOf(HandshakePacket conclusion) {
    byte[] request = conclusion.extensions().get(HandshakePacket.EXTENSION_HSREQ);
    return Arrays.copyOfRange(request, 8, 12);
  }

  /** Asks as soon as the listener's port is open. */
  private SrtProbeResult ask(SrtLiveTransmit listener, Optional<String> passphrase) {
    SrtProbeRequest request =
        new SrtProbeRequest(
            listener.address(), Optional.of("publish/camera"), passphrase, Duration.ofMillis(120));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> probe.probe(request, Duration.ofSeconds(5)),
            result -> result.kind() != Kind.CONNECT_REFUSED);
  }
}
