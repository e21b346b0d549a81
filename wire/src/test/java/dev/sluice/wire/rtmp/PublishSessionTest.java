package dev.sluice.wire.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.url.DestinationUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishSessionTest {
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final RecordingServer server = new RecordingServer();
  private long nanos = 1_000;
  private ServerSession serverSession = server(ServerOptions.DEFAULT);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 128, 1_537, 100_000})
  void isAcceptedHoweverTheBytesAreCut(int pieceSize) {
    PublishSession client = client("rtmp://host/app/some-key", List.of());
    connect(client, pieceSize);
    assertThat(publisher.accepted).isEqualTo(PeerCapabilities.NONE);
    assertThat(client.isPublishing()).isTrue();
    assertThat(client.mediaStreamId()).isEqualTo(1);
    assertThat(server.connect).isEqualTo(new StreamRequest("app", "rtmp://host/app", ""));
    assertThat(server.publish).isEqualTo(new StreamRequest("app", "rtmp://host/app", "some-key"));
  }

  @Test
  void carriesAnyPrintableKeyByteForByte() {
    Random random = new Random(21);
    for (int i = 0; i < 500; i++) {
      StringBuilder key = new StringBuilder("k");
      int length = random.nextInt(1, 80);
      for (int j = 0; j < length; j++) {
        key.append((char) random.nextInt(' ', 0x7F));
      }
      serverSession = server(ServerOptions.DEFAULT);
      DestinationUrl url = DestinationUrl.parse("rtmp://host/app", key.toString());
      connect(new PublishSession(PublishRequest.to(url), publisher, () -> nanos), 1_000);
      assertThat(server.publish)
          .isEqualTo(new StreamRequest("app", "rtmp://host/app", key.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FB-1-0-Ab?s_bl=1&s_psm=1&s_sw=0&s_vt=api-s&a=AbxY",
        "a%20b%21!",
        "inst/äöü-key",
        "k=1==&/"
      })
  void carriesThePlatformsKeysOfOneUrlByteForByte(String key) {
    connect(client("rtmp://host:1936/rtmp/" + key, List.of()), 1_000);
    assertThat(server.publish).isEqualTo(new StreamRequest("rtmp", "rtmp://host:1936/rtmp", key));
  }

  @Test
  void learnsWhichEnhancedCodecsTheServerTakes() {
    connect(client("rtmp://host/app/key", List.of("hvc1", "Opus")), 1_000);
    assertThat(publisher.accepted).isNotNull();
    assertThat(publisher.accepted.takes("hvc1")).isTrue();
    assertThat(publisher.accepted.takes("vp09")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NetStream.Publish.BadName | Already publishing | TARGET_BUSY",
        "NetStream.Publish.BadName | Stream already exists. | TARGET_BUSY",
        "NetStream.Publish.BadName | Invalid stream key | AUTH",
        "NetStream.Publish.Unauthorized | no | AUTH",
        "NetStream.Publish.Denied | Stream not allowed. | AUTH",
        "NetStream.Publish.Rejected | Authentication failed. | AUTH",
        "NetStream.Publish.Rejected | Concurrent stream limit reached | PLATFORM_LIMIT",
        "NetStream.Publish.Rejected | Bitrate exceeds 8000 kbps | PLATFORM_LIMIT",
        "NetStream.Publish.Rejected | Codec hvc1 is not supported | CODEC_UNSUPPORTED",
        "NetStream.Publish.Rejected | This broadcast has ended | ENDED_BY_PLATFORM",
        "NetStream.Publish.Rejected | no reason | REMOTE_CLOSED",
        "Vendor.Own.Code | something | REMOTE_CLOSED",
      })
  void readsWhyAPublishIsRefused(String code, String description, RefusalKind kind) {
    server.publishAnswer = reply -> reply.refuse(code, description);
    connect(client("rtmp://host/app/key", List.of()), 1_000);
    assertThat(publisher.refused).isEqualTo(new Refusal(kind, code, description));
    assertThat(publisher.accepted).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NetConnection.Connect.Rejected | [ Server.Reject ] : auth required | AUTH",
        "NetConnection.Connect.Rejected | Too many connections | PLATFORM_LIMIT",
        "NetConnection.Connect.InvalidApp | There is no app | REMOTE_CLOSED",
      })
  void readsWhyAConnectIsRefused(String code, String description, RefusalKind kind) {
    server.connectAnswer = reply -> reply.refuse(code, description);
    connect(client("rtmp://host/app/key", List.of()), 1_000);
    assertThat(publisher.refused).isEqualTo(new Refusal(kind, code, description));
  }

  @Test
  void tellsThatThePlatformEndedTheStream() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    Wire wire = connect(client, 1_000);
    serverSession.sendStatus("status", "NetStream.Unpublish.Success", "Broadcast ended.");
    wire.settle();
    assertThat(publisher.closed)
        .isEqualTo(
            new Refusal(
                RefusalKind.ENDED_BY_PLATFORM, "NetStream.Unpublish.Success", "Broadcast ended."));
    assertThat(client.isPublishing()).isFalse();
  }

  @Test
  void goesOnPastAStatusThatIsOnlyNews() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    Wire wire = connect(client, 1_000);
    serverSession.sendStatus("status", "NetStream.Publish.Idle", "Nothing came for a while.");
    wire.settle();
    assertThat(client.isPublishing()).isTrue();
    assertThat(publisher.closed).isNull();
  }

  @Test
  void strikesKeyAndPasswordOutOfTheServersWords() {
    server.publishAnswer =
        reply ->
            reply.refuse(
                "NetStream.Publish.BadName",
                "s3cr3t-key?a=tok3n (s3cr3t-key) in use, p4ssw0rd tok3n");
    connect(client("rtmp://me:p4ssw0rd@host/app/s3cr3t-key?a=tok3n", List.of()), 1_000);
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.description()).isEqualTo("*** (***) in use, *** ***");
  }

  @Test
  void measuresThePingsRoundTrip() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    Wire wire = connect(client, 1_000);
    client.ping();
    nanos += 5_000_000;
    wire.settle();
    assertThat(publisher.pings).containsExactly(Duration.ofMillis(5));
  }

  @Test
  void takesAnAnswerThatComesAfterTheNextPing() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    Wire wire = connect(client, 1_000);
    client.ping();
    nanos += 7_000_000;
    client.ping();
    nanos += 1_000_000;
    wire.settle();
    assertThat(publisher.pings).containsExactly(Duration.ofMillis(8), Duration.ofMillis(1));
  }

  @Test
  void answersTheServersPings() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    connect(client, 1_000);
    serverSession.ping();
    ByteBuffer ping = serverSession.pollOutgoing();
    assertThat(ping).isNotNull();
    client.received(ping);
    ByteBuffer answer = client.pollOutgoing();
    assertThat(answer).isNotNull();
    assertThat(answer.getShort(answer.limit() - 6)).isEqualTo((short) UserControl.PING_RESPONSE);
    assertThat(answer.getInt(answer.limit() - 4)).isEqualTo(ping.getInt(ping.limit() - 4));
  }

  @Test
  void acknowledgesTheServersWindow() {
    serverSession = server(new ServerOptions(128, 1_000, List.of()));
    connect(client("rtmp://host/app/key", List.of()), 500);
    assertThat(server.acknowledged).isGreaterThan(3_000);
  }

  @Test
  void saysGoodbye() {
    PublishSession client = client("rtmp://host/app/key", List.of());
    Wire wire = connect(client, 1_000);
    client.unpublish();
    StringBuilder said = new StringBuilder();
    for (ByteBuffer b = client.pollOutgoing(); b != null; b = client.pollOutgoing()) {
      said.append(StandardCharsets.ISO_8859_1.decode(b.duplicate()));
      wire.toServer(b);
    }
    wire.settle();
    assertThat(said)
        .containsSubsequence("\13FCUnpublish\0", "\13closeStream\0", "\14deleteStream\0");
    assertThat(server.ended).isEqualTo(1);
    assertThat(publisher.closed).isNull();
  }

  @ParameterizedTest
  @CsvSource({"72, web server", "21, rtmps", "6, first byte is 6"})
  void tellsWhatAnswersInsteadOfRtmp(byte firstByte, String hint) {
    PublishSession client = client("rtmp://host/app/key", List.of());
    client.start();
    client.received(ByteBuffer.wrap(new byte[] {firstByte, 1, 2, 3}));
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.RTMP_HANDSHAKE);
    assertThat(publisher.refused.description()).contains(hint);
  }

  @Test
  void hintsAtTheKeyWhenTheServerHangsUpOnPublish() {
    server.publishAnswer = reply -> {};
    PublishSession client = client("rtmp://host/app/key", List.of());
    connect(client, 1_000);
    client.disconnected();
    client.disconnected();
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.REMOTE_CLOSED);
    assertThat(publisher.refused.description()).contains("stream key");
  }

  private PublishSession client(String url, List<String> fourCcs) {
    DestinationUrl destination = DestinationUrl.parse(url, null);
    return new PublishSession(PublishRequest.to(destination, fourCcs), publisher, () -> nanos);
  }

  private ServerSession server(ServerOptions options) {
    return new ServerSession(options, server, () -> nanos);
  }

  private Wire connect(PublishSession client, int pieceSize) {
    Wire wire = new Wire(client, serverSession, left -> pieceSize);
    client.start();
    wire.settle();
    return wire;
  }
}
