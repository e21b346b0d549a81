package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a connection have in common: handshake, chunks both ways, acknowledgements,
 * windows and pings. Control messages are dealt with here; all others go to the handler.
 */
final class MessageLink {
  /** A peer that makes us answer more than this without reading is cut off. */
  static final int MAX_WAITING_BYTES = 32 * 1024 * 1024;

  private static final int DYNAMIC_LIMIT = 2;

  private final Handshake handshake;
  private final LinkHandler handler;
  private final OutgoingBytes out = new OutgoingBytes();
  private final ChunkEncoder encoder = new ChunkEncoder(128);
  private final ChunkDecoder decoder = new ChunkDecoder(this::message);
  private final Pings pings;
  private final Acknowledgements acknowledgements;
  private boolean windowAnswered;

  MessageLink(Handshake handshake, LinkHandler handler, LongSupplier nanoClock, int windowAckSize) {
    this.handshake = handshake;
    this.handler = handler;
    this.pings = new Pings(nanoClock);
    this.acknowledgements = new Acknowledgements(windowAckSize);
  }

  void begin() {
    handshake.begin(out);
  }

  boolean isHandshakeDone() {
    return handshake.isDone();
  }

  /** Takes bytes; all are consumed. */
  void receive(ByteBuffer in) throws RtmpProtocolException {
    acknowledgements.received(in.remaining());
    if (!handshake.isDone()) {
      handshake.receive(in, out);
      if (handshake.isDone()) {
        handler.onHandshakeDone();
      }
    }
    decoder.decode(in);
    if (handshake.isDone() && acknowledgements.isDue()) {
      control(MessageType.ACKNOWLEDGEMENT, int32((int) acknowledgements.tell()));
    }
    if (out.size() > MAX_WAITING_BYTES) {
      throw new RtmpProtocolException("The peer asks without reading the answers.");
    }
  }

  @Nullable ByteBuffer poll() {
    return out.poll();
  }

  int waitingBytes() {
    return out.size();
  }

  void send(int csid, RtmpMessage message) {
    encoder.encode(
        csid, message, out.room(encoder.maxEncodedLength(message.payload().remaining())));
  }

  void command(int csid, int streamId, AmfValue... values) {
    send(csid, new RtmpMessage(MessageType.COMMAND_AMF0, 0, streamId, Amf0Encoder.encode(values)));
  }

  void sendChunkSize(int bytes) {
    control(MessageType.SET_CHUNK_SIZE, int32(bytes));
    encoder.chunkSize(bytes);
  }

  void sendWindowAckSize(int bytes) {
    control(MessageType.WINDOW_ACK_SIZE, int32(bytes));
    windowAnswered = true;
  }

  void sendPeerBandwidth(int bytes) {
    ByteBuffer body = ByteBuffer.allocate(5).putInt(bytes).put((byte) DYNAMIC_LIMIT);
    control(MessageType.SET_PEER_BANDWIDTH, body.flip());
  }

  void sendUserControl(int event, int value) {
    ByteBuffer body = ByteBuffer.allocate(6).putShort((short) event).putInt(value);
    control(MessageType.USER_CONTROL, body.flip());
  }

  void ping() {
    sendUserControl(UserControl.PING_REQUEST, pings.next());
  }

  private void control(int type, ByteBuffer body) {
    send(ChunkStreams.CONTROL, new RtmpMessage(type, 0, 0, body));
  }

  private void message(RtmpMessage message) throws RtmpProtocolException {
    ByteBuffer body = message.payload();
    switch (message.type()) {
      case MessageType.ACKNOWLEDGEMENT ->
          handler.onAcknowledged(acknowledgements.acknowledged(firstInt(body)));
      case MessageType.WINDOW_ACK_SIZE -> acknowledgements.window(firstInt(body));
      case MessageType.SET_PEER_BANDWIDTH -> {
        // The answer that the text asks for: our window, once.
        if (!windowAnswered) {
          sendWindowAckSize(firstInt(body));
        }
      }
      case MessageType.USER_CONTROL -> userControl(body);
      default -> handler.onMessage(message);
    }
  }

  private void userControl(ByteBuffer body) {
    if (body.remaining() < 6) {
      return;
    }
    int value = body.getInt(2);
    switch (body.getShort(0)) {
      case UserControl.PING_REQUEST -> sendUserControl(UserControl.PING_RESPONSE, value);
      case UserControl.PING_RESPONSE -> pings.answered(value).ifPresent(handler::onPingAnswered);
      default -> {
        // Stream Begin, EOF, Dry, Recorded and Set Buffer Length ask nothing of us.
      }
    }
  }

  private static int firstInt(ByteBuffer body) throws RtmpProtocolException {
    if (body.remaining() < 4) {
      throw new RtmpProtocolException("a control message that is too short");
    }
    return body.getInt(0);
  }

  private static ByteBuffer int32(int value) {
    return ByteBuffer.allocate(4).putInt(0, value);
  }
}
