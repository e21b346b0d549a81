package dev.sluice.wire.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.url.DestinationUrl;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
  private static final String KEY = "s3cr3t-key";
  private static final PublishRequest REQUEST = request("rtmp://me:pass-word@balancer/app");

  private static final ServerOptions SMALL_CHUNKS = new ServerOptions(128, 2_500_000, List.of());

  private final RecordingPublisher publisher = new RecordingPublisher();
  private final RecordingServer server = new RecordingServer();

  /** The second transaction number is what nginx-rtmp's redirects bear. */
  @ParameterizedTest
  @ValueSource(ints = {1, 0})
  void aServerThatSendsUsOnIsFollowedWithTheKeyThatItIsNotTold(int transaction) {
    String url = "rtmp://edge:1936/other/_definst_?x=1";
    asking(REQUEST).received(error(transaction, redirectTo(AmfValue.of(url))));
    assertThat(server.connect).isEqualTo(new StreamRequest("app", "rtmp://balancer/app", ""));
    assertThat(server.publish).isNull();

    assertThat(next().destination().host()).isEqualTo("edge");
    assertThat(next().destination().port()).isEqualTo(1936);
    connect(next());
    assertThat(server.publish)
        .isEqualTo(
            new StreamRequest("other/_definst_?x=1", "rtmp://edge:1936/other/_definst_?x=1", KEY));
    assertThat(publisher.accepted).isNotNull();
  }

  @Test
  void aTargetWithoutAKeyIsNotGivenOneByTheServerThatSendsItOn() {
    sentOn(PublishRequest.to(DestinationUrl.parse("rtmp://balancer/app", null)), "rtmp://edge/a/b");
    assertThat(next().tcUrl()).isEqualTo("rtmp://edge/a/b");
    assertThat(next().streamKey()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rtmp://[2001:db8::1]/app, 2001:db8::1, 1935",
    "rtmps://[2001:db8::1]:8443/app, 2001:db8::1, 8443",
    "RTMP://192.0.2.1/app, 192.0.2.1, 1935"
  })
  void anAddressInPlaceOfANameIsFollowed(String url, String host, int port) {
    sentOn(REQUEST, url);
    assertThat(next().destination().host()).isEqualTo(host);
    assertThat(next().destination().port()).isEqualTo(port);
    assertThat(next().destination().app()).isEqualTo("app");
  }

  @Test
  void theServerThatWeAreSentToMayAskForThePasswordAnew() {
    sentOn(REQUEST.withAuthQuery("?authmod=adobe&user=me"), "rtmp://edge/app");
    assertThat(next().authQuery()).isEmpty();

    server.connectAnswer =
        reply ->
            reply.refuse("NetConnection.Connect.Rejected", "[ code=403 need auth; authmod=adobe ]");
    connect(next());
    assertThat(next().authQuery()).isEqualTo("?authmod=adobe&user=me");
    assertThat(next().destination().host()).isEqualTo("edge");
  }

  @Test
  void serversThatPointAtEachOtherAreGivenUpOn() {
    PublishRequest request = REQUEST;
    for (int i = 0; i < Redirect.MAX_FOLLOWED; i++) {
      sentOn(request, "rtmp://edge-" + i + "/app");
      request = next();
      // A challenge in between does not begin the count anew.
      request = request.withAuthQuery("?authmod=adobe&user=me");
    }
    publisher.next = null;
    sentOn(request, "rtmp://balancer/app");
    assertThat(publisher.next).isNull();
    assertThat(refused().kind()).isEqualTo(RefusalKind.REMOTE_CLOSED);
    assertThat(refused().description()).contains("again, after 3 times");
  }

  @Test
  void aTargetOverTlsIsNotSentOnToOneWithout() {
    sentOn(request("rtmps://balancer/app"), "rtmp://edge/app");
    assertThat(publisher.next).isNull();
    assertThat(refused().kind()).isEqualTo(RefusalKind.ADDRESS_FORBIDDEN);
    assertThat(refused().description()).contains("rtmps:// to rtmp://");
  }

  @ParameterizedTest
  @CsvSource({"rtmp://balancer/app", "rtmps://balancer/app"})
  void aTargetIsSentOnToOneOverTls(String url) {
    sentOn(request(url), "rtmps://edge/app");
    assertThat(next().tcUrl()).isEqualTo("rtmps://edge/app");
    assertThat(next().destination().port()).isEqualTo(443);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "edge",
        "http://edge/app",
        "rtmp://",
        "rtmp://edge",
        "rtmp://edge:99999/app",
        "rtmp://ed ge/app",
        "rtmp://edge/a\npp",
        "srt://edge:9000",
        "srt://edge:9000?streamid=other"
      })
  void aUrlThatCannotBeUsedIsAFailureThatSaysSo(String url) {
    sentOn(REQUEST, url);
    assertThat(publisher.next).isNull();
    assertThat(refused().kind()).isEqualTo(RefusalKind.REMOTE_CLOSED);
    assertThat(refused().code()).isEqualTo("NetConnection.Connect.Rejected");
    assertThat(refused().description()).startsWith("Sent on to another server").doesNotContain(KEY);
  }

  @Test
  void aUrlThatIsNoTextIsAFailureThatSaysSo() {
    asking(REQUEST).received(error(1, redirectTo(AmfValue.of(7))));
    assertThat(refused().description()).startsWith("Sent on to another server");
  }

  @Test
  void aRefusalForAnotherReasonStaysOne() {
    AmfValue ex =
        new AmfValue.Obj(
            Map.of("code", AmfValue.of(403), "redirect", AmfValue.of("rtmp://edge/app")));
    asking(REQUEST).received(error(1, ex));
    assertThat(publisher.next).isNull();
    assertThat(refused().description()).isEqualTo("Not here");
  }

  /** It has the key by then, and what it says is about the stream. */
  @Test
  void aServerThatHasBeenToldTheKeyIsNotFollowed() {
    server.publishAnswer = reply -> {};
    PublishSession client = connect(REQUEST);
    client.received(error(1, redirectTo(AmfValue.of("rtmp://edge/app"))));
    assertThat(publisher.next).isNull();
    assertThat(refused().kind()).isEqualTo(RefusalKind.REMOTE_CLOSED);
  }

  private void sentOn(PublishRequest request, String url) {
    asking(request).received(error(1, redirectTo(AmfValue.of(url))));
  }

  /** A session whose connect is yet to be answered. */
  private PublishSession asking(PublishRequest request) {
    server.connectAnswer = reply -> {};
    PublishSession client = connect(request);
    server.connectAnswer = StreamReply::accept;
    return client;
  }

  private PublishSession connect(PublishRequest request) {
    PublishSession client = new PublishSession(request, publisher, () -> 17);
    client.start();
    new Wire(client, new ServerSession(SMALL_CHUNKS, server, () -> 18), left -> left).settle();
    return client;
  }

  private PublishRequest next() {
    return Objects.requireNonNull(publisher.next);
  }

  private Refusal refused() {
    return Objects.requireNonNull(publisher.refused);
  }

  private static AmfValue redirectTo(AmfValue url) {
    return new AmfValue.Obj(Map.of("code", AmfValue.of(302), "redirect", url));
  }

  /** A refused connect, as a server's first command in chunks of the first size. */
  private static ByteBuffer error(int transaction, AmfValue ex) {
    ByteBuffer body =
        Amf0Encoder.encode(
            AmfValue.of("_error"),
            AmfValue.of(transaction),
            AmfValue.NULL,
            new AmfValue.Obj(
                Map.of(
                    "level", AmfValue.of("error"),
                    "code", AmfValue.of("NetConnection.Connect.Rejected"),
                    "description", AmfValue.of("Not here"),
                    "ex", ex)));
    ChunkEncoder encoder = new ChunkEncoder(128);
    ByteBuffer out = ByteBuffer.allocate(encoder.maxEncodedLength(body.remaining()));
    encoder.encode(
        ChunkStreams.COMMAND, new RtmpMessage(MessageType.COMMAND_AMF0, 0, 0, body), out);
    return out.flip();
  }

  private static PublishRequest request(String url) {
    return PublishRequest.to(DestinationUrl.parse(url, KEY));
  }
}
