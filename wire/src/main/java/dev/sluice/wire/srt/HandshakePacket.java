package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An SRT handshake control packet (draft-sharabayko-srt, section 3.2.1).
 *
 * @param destinationId the socket the packet is for, 0 to begin with
 * @param version 4 in a caller's first packet, else 5
 * @param encryption the key length divided by 8, or 0
 * @param extensionField extension flags, or what the phase puts there
 * @param initialSequence the first packet's sequence number
 * @param type the phase, or from 1000 on a refusal
 * @param socketId the sender's socket
 * @param cookie the listener's SYN cookie
 * @param extensions contents by type, each a whole number of 32-bit words
 */
record HandshakePacket(
    int destinationId,
    int version,
    int encryption,
    int extensionField,
    int initialSequence,
    int type,
    int socketId,
    int cookie,
    Map<Integer, byte[]> extensions) {

  static final int INDUCTION = 1;
  static final int CONCLUSION = -1;
  static final int FIRST_REFUSAL = 1000;

  static final int EXTENSION_HSREQ = 1;
  static final int EXTENSION_HSRSP = 2;
  static final int EXTENSION_KMREQ = 3;
  static final int EXTENSION_KMRSP = 4;
  static final int EXTENSION_STREAM_ID = 5;

  /** Extension flags of a conclusion. */
  static final int FLAG_HSREQ = 1;

  static final int FLAG_KMREQ = 2;
  static final int FLAG_CONFIG = 4;

  private static final int HEADER_BYTES = 16;
  private static final int HANDSHAKE_BYTES = 48;
  private static final int CONTROL = 0x8000_0000;
  private static final int MAX_PACKET_BYTES = 1500;
  private static final int FLOW_WINDOW_PACKETS = 8192;
  private static final int PEER_ADDRESS_BYTES = 16;

  /** The packet's bytes. The peer's address stays zero: nobody looks at a caller's. */
  byte[] encode(int timestampMicros) {
    int size = HEADER_BYTES + HANDSHAKE_BYTES;
    for (byte[] content : extensions.values()) {
      size += 4 + content.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(CONTROL).putInt(0).putInt(timestampMicros).putInt(destinationId);
    out.putInt(version).putShort((short) encryption).putShort((short) extensionField);
    out.putInt(initialSequence).putInt(MAX_PACKET_BYTES).putInt(FLOW_WINDOW_PACKETS);
    out.putInt(type).putInt(socketId).putInt(cookie);
    out.position(out.position() + PEER_ADDRESS_BYTES);
    extensions.forEach(
        (extensionType, content) ->
            out.putShort(extensionType.shortValue())
                .putShort((short) (content.length / 4))
                .put(content));
    return out.array();
  }

  /** Reads a datagram; null if it is no handshake. */
  static @Nullable HandshakePacket decode(ByteBuffer in) {
    if (in.remaining() < HEADER_BYTES + HANDSHAKE_BYTES || in.getInt() != CONTROL) {
      return null;
    }
    in.getInt();
    in.getInt();
    int destinationId = in.getInt();
    int version = in.getInt();
    int encryption = Short.toUnsignedInt(in.getShort());
    int extensionField = Short.toUnsignedInt(in.getShort());
    int initialSequence = in.getInt();
    in.getInt();
    in.getInt();
    int type = in.getInt();
    int socketId = in.getInt();
    int cookie = in.getInt();
    in.position(in.position() + PEER_ADDRESS_BYTES);
    return new HandshakePacket(
        destinationId,
        version,
        encryption,
        extensionField,
        initialSequence,
        type,
        socketId,
        cookie,
        readExtensions(in));
  }

  private static Map<Integer, byte[]> readExtensions(ByteBuffer in) {
    Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    while (in.remaining() >= 4) {
      int extensionType = Short.toUnsignedInt(in.getShort());
      int bytes = 4 * Short.toUnsignedInt(in.getShort());
      if (bytes > in.remaining()) {
        break;
      }
      byte[] content = new byte[bytes];
      in.get(content);
      extensions.put(extensionType, content);
    }
    return extensions;
  }

  /** A shutdown control packet (section 3.2.7), with the four bytes of padding libsrt sends. */
  static byte[] shutdown(int destinationId, int timestampMicros) {
    return ByteBuffer.allocate(HEADER_BYTES + 4)
        .putInt(CONTROL | 5 << 16)
        .putInt(0)
        .putInt(timestampMicros)
        .putInt(destinationId)
        .array();
  }

  /** Text as SRT puts it into words: four bytes at a time, back to front, zeros at the end. */
  static byte[] swappedWords(byte[] text) {
    byte[] swapped = new byte[(text.length + 3) / 4 * 4];
    for (int i = 0; i < text.length; i++) {
      swapped[i ^ 3] = text[i];
    }
    return swapped;
  }

  /** Without the extensions, which hold the stream id. */
  @Override
  public String toString() {
    return "HandshakePacket[type=%d, version=%d, field=%s]"
        .formatted(type, version, HexFormat.of().toHexDigits((short) extensionField));
  }
}
