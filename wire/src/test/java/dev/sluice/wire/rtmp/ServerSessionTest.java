package dev.sluice.wire.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.url.DestinationUrl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSessionTest {
  private final RecordingServer listener = new RecordingServer();
  private final ServerSession server = new ServerSession(ServerOptions.DEFAULT, listener, () -> 5);

  @Test
  void answersAPublisherWhenItsOwnerHasMadeUpItsMind() throws Exception {
    List<StreamReply> replies = new ArrayList<>();
    listener.publishAnswer = replies::add;
    RawClient client = new RawClient(server).connect("live");
    client.command(1, "publish", AmfValue.of(3), AmfValue.NULL, AmfValue.of("key?a=1"));
    assertThat(client.statuses()).isEmpty();
    replies.getFirst().accept();
    replies.getFirst().refuse("NetStream.Publish.BadName", "too late");
    assertThat(client.statuses()).containsExactly("NetStream.Publish.Start");
    assertThat(listener.publish).isEqualTo(new StreamRequest("live", "", "key?a=1"));
  }

  @Test
  void hearsNoPublisherBeforeItsConnectIsAccepted() {
    listener.connectAnswer = reply -> {};
    publisher();
    assertThat(listener.connect).isNotNull();
    assertThat(listener.publish).isNull();
  }

  @Test
  void takesNoMediaFromAPublisherItRefused() throws Exception {
    listener.publishAnswer = reply -> reply.refuse("NetStream.Publish.Denied", "no");
    RawClient client = publisher();
    assertThat(client.statuses()).containsExactly("NetStream.Publish.Denied");
    client.send(new RtmpMessage(MessageType.VIDEO, 0, 1, UTF_8.encode("frame")));
    assertThat(listener.media).isEmpty();
    assertThat(listener.ended).isZero();
  }

  @Test
  void takesNoMediaBeforeItsOwnerHasAccepted() {
    listener.publishAnswer = reply -> {};
    publisher().send(new RtmpMessage(MessageType.VIDEO, 0, 1, UTF_8.encode("frame")));
    assertThat(listener.media).isEmpty();
  }

  @Test
  void takesOneStreamPerConnection() throws Exception {
    RawClient client = publisher();
    client.command(1, "publish", AmfValue.of(3), AmfValue.NULL, AmfValue.of("second"));
    client.command(1, "play", AmfValue.of(3), AmfValue.NULL, AmfValue.of("third"));
    assertThat(client.statuses()).containsExactly("NetStream.Publish.Start");
    assertThat(listener.publish).isEqualTo(new StreamRequest("live", "", "key"));
    assertThat(listener.play).isNull();
  }

  @Test
  void takesCommandsAndDataInTheirAmf3Dress() {
    ByteBuffer publish =
        Amf0Encoder.encode(
            AmfValue.of("publish"), AmfValue.of(3), AmfValue.NULL, AmfValue.of("key"));
    RawClient client = new RawClient(server).connect("live");
    client.send(new RtmpMessage(MessageType.COMMAND_AMF3, 0, 1, dressed(publish)));
    ByteBuffer data = Amf0Encoder.encode(AmfValue.of("onMetaData"), AmfValue.of(1));
    client.send(new RtmpMessage(MessageType.DATA_AMF3, 4, 1, dressed(data)));
    assertThat(listener.media).containsExactly(new RtmpMessage(MessageType.DATA_AMF0, 4, 1, data));
  }

  @Test
  void handsMetadataOnAsPlayersExpectIt() {
    ByteBuffer plain = Amf0Encoder.encode(AmfValue.of("onMetaData"), AmfValue.of(1));
    ByteBuffer published =
        Amf0Encoder.encode(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), AmfValue.of(1));
    RawClient client = publisher();
    client.send(new RtmpMessage(MessageType.DATA_AMF0, 4, 1, published));
    client.send(new RtmpMessage(MessageType.DATA_AMF0, 5, 1, plain));
    assertThat(listener.media).extracting(RtmpMessage::payload).containsExactly(plain, plain);
  }

  @Test
  void takesAggregatesApart() {
    ByteBuffer body =
        hex("08 000001 000064 00 000000 aa 0000000c" + "09 000002 000078 00 000000 bbbb 0000000d");
    publisher().send(new RtmpMessage(MessageType.AGGREGATE, 1_000, 1, body));
    assertThat(listener.media)
        .containsExactly(
            new RtmpMessage(MessageType.AUDIO, 1_000, 1, hex("aa")),
            new RtmpMessage(MessageType.VIDEO, 1_020, 1, hex("bbbb")));
  }

  @Test
  void reportsAnAggregateThatIsCutOff() {
    publisher()
        .send(new RtmpMessage(MessageType.AGGREGATE, 0, 1, hex("08 00ffff 000064 00 000000 aa")));
    assertThat(listener.protocolError).contains("aggregate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FCUnpublish", "closeStream", "deleteStream"})
  void endsAStreamOnceHoweverThePublisherSaysIt(String command) throws Exception {
    RawClient client = publisher();
    client.command(1, command, AmfValue.of(6), AmfValue.NULL, AmfValue.of("key"));
    client.command(1, "deleteStream", AmfValue.of(7), AmfValue.NULL, AmfValue.of(1));
    assertThat(listener.ended).isEqualTo(1);
    assertThat(client.statuses()).contains("NetStream.Unpublish.Success");
  }

  @Test
  void tellsAPlayerThatTheStreamIsOver() throws Exception {
    RawClient client = new RawClient(server).connect("live");
    client.command(1, "play", AmfValue.of(3), AmfValue.NULL, AmfValue.of("key"));
    server.endPlay();
    assertThat(client.statuses())
        .containsExactly(
            "NetStream.Play.Reset", "NetStream.Play.Start", "NetStream.Play.UnpublishNotify");
    assertThat(server.send(new RtmpMessage(MessageType.VIDEO, 0, 1, hex("aa")))).isFalse();
  }

  @Test
  void holdsBackWhatASlowPlayerDoesNotTake() {
    RawClient client = new RawClient(server).connect("live");
    client.command(1, "play", AmfValue.of(3), AmfValue.NULL, AmfValue.of("key"));
    RtmpMessage frame = new RtmpMessage(MessageType.VIDEO, 0, 1, ByteBuffer.allocate(1 << 20));
    int taken = 0;
    while (taken < 100 && server.send(frame)) {
      taken++;
    }
    assertThat(taken).isBetween(30, 40);
    assertThat(server.outgoingBytes()).isLessThan(40 << 20);
  }

  @Test
  void cutsOffAClientThatAsksWithoutReading() {
    RawClient client = new RawClient(server).connect("live");
    for (int i = 0; i < 2_000_000 && listener.protocolError == null; i++) {
      client.command(0, "getStreamLength", AmfValue.of(i), AmfValue.NULL, AmfValue.of("key"));
    }
    assertThat(listener.protocolError).contains("without reading");
  }

  @Test
  void survivesAnyBytesOnEitherSide() {
    Random random = new Random(13);
    for (int i = 0; i < 400; i++) {
      RecordingServer told = new RecordingServer();
      ServerSession session = new ServerSession(ServerOptions.DEFAULT, told, () -> 1);
      RawClient client = new RawClient(session).connect("live");
      client.command(1, "publish", AmfValue.of(3), AmfValue.NULL, AmfValue.of("key"));
      RecordingPublisher publisher = new RecordingPublisher();
      PublishSession publishing =
          new PublishSession(
              PublishRequest.to(DestinationUrl.parse("rtmp://h/a/k", null)), publisher, () -> 1);
      publishing.start();
      publishing.received(ByteBuffer.allocate(3_073).put(0, (byte) 3));
      byte[] noise = new byte[2_000];
      random.nextBytes(noise);
      ByteBuffer forServer = ByteBuffer.wrap(noise);
      ByteBuffer forClient = ByteBuffer.wrap(noise);
      session.received(forServer);
      publishing.received(forClient);
      assertThat(forServer.hasRemaining() || forClient.hasRemaining()).isFalse();
      assertThat(publisher.accepted).isNull();
    }
  }

  private RawClient publisher() {
    RawClient client = new RawClient(server).connect("live");
    client.command(1, "publish", AmfValue.of(3), AmfValue.NULL, AmfValue.of("key"));
    return client;
  }

  private static ByteBuffer dressed(ByteBuffer amf0) {
    return ByteBuffer.allocate(1 + amf0.remaining()).put((byte) 0).put(amf0.duplicate()).flip();
  }

  private static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
  }
}
