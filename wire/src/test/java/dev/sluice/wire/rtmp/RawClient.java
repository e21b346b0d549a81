package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that says to a server session exactly what a test wants, and reads all it answers. */
final class RawClient {
  private static final int HANDSHAKE = 1 + 2 * 1_536;

  private final ServerSession server;
  private final ChunkEncoder encoder = new ChunkEncoder(128);
  private final List<RtmpMessage> answers = new ArrayList<>();
  private final ChunkDecoder decoder = new ChunkDecoder(answers::add);

  RawClient(ServerSession server) {
    this.server = server;
    server.received(ByteBuffer.allocate(HANDSHAKE).put(0, (byte) 3));
    ByteBuffer greeting = server.pollOutgoing();
    if (greeting == null || greeting.remaining() != HANDSHAKE) {
      throw new AssertionError("the server did not shake hands");
    }
  }

  /** Connects to an app and creates a stream. */
  RawClient connect(String app) {
    command(0, "connect", AmfValue.of(1), new AmfValue.Obj(Map.of("app", AmfValue.of(app))));
    command(0, "createStream", AmfValue.of(2), AmfValue.NULL);
    return this;
  }

  void command(int streamId, String name, AmfValue... rest) {
    List<AmfValue> values = new ArrayList<>(List.of(rest));
    values.add(0, AmfValue.of(name));
    send(new RtmpMessage(MessageType.COMMAND_AMF0, 0, streamId, Amf0Encoder.encode(values)));
  }

  void send(RtmpMessage message) {
    int room = encoder.maxEncodedLength(message.payload().remaining());
    ByteBuffer out = ByteBuffer.allocate(room);
    encoder.encode(3, message, out);
    server.received(out.flip());
  }

  /** All messages that the server has sent so far and that were not taken before. */
  List<RtmpMessage> answers() throws RtmpProtocolException {
    ByteBuffer bytes = server.pollOutgoing();
    if (bytes != null) {
      decoder.decode(bytes);
    }
    List<RtmpMessage> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }

  /** The status codes among the answers, in order. */
  List<String> statuses() throws RtmpProtocolException {
    List<String> codes = new ArrayList<>();
    for (RtmpMessage answer : answers()) {
      if (Command.isIn(answer) && Command.of(answer).name().equals("onStatus")) {
        codes.add(Command.of(answer).property(1, "code"));
      }
    }
    return codes;
  }
}
