package dev.sluice.wire.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkDecoderTest {
  private final List<RtmpMessage> messages = new ArrayList<>();
  private final ChunkDecoder decoder = new ChunkDecoder(messages::add);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsBackWhatTheEncoderWrites(long seed) throws RtmpProtocolException {
    Random random = new Random(seed);
    ChunkEncoder encoder = new ChunkEncoder(128);
    List<RtmpMessage> sent = new ArrayList<>();
    long[] starts = {0, 0xFF_FFF0L, 0x7FFF_FFF0L, 0xFFFF_FFF0L};
    long time = starts[random.nextInt(starts.length)];
    for (int i = 0; i < 300; i++) {
      if (random.nextInt(10) == 0) {
        int size = random.nextInt(8) == 0 ? 1 : random.nextInt(1, 65_537);
        ByteBuffer body = ByteBuffer.allocate(4).putInt(0, size);
        feed(random, encoder, 2, new RtmpMessage(MessageType.SET_CHUNK_SIZE, 0, 0, body));
        encoder.chunkSize(size);
      }
      time += random.nextInt(20) == 0 ? 0x100_0000 : random.nextInt(3) * 20;
      long stamp = random.nextInt(15) == 0 ? random.nextInt() : time;
      RtmpMessage message =
          new RtmpMessage(
              random.nextBoolean() ? MessageType.AUDIO : MessageType.VIDEO,
              stamp & RtmpMessage.MAX_TIMESTAMP,
              random.nextInt(1, 3),
              payload(random, random.nextInt(4) == 0 ? 100 : random.nextInt(3_000)));
      sent.add(message);
      feed(random, encoder, random.nextInt(3, 7), message);
    }
    assertThat(messages).isEqualTo(sent);
  }

  @Test
  void putsInterleavedMessagesTogether() throws RtmpProtocolException {
    Random random = new Random(3);
    RtmpMessage video = new RtmpMessage(MessageType.VIDEO, 0x100_0000, 1, payload(random, 1_000));
    RtmpMessage audio = new RtmpMessage(MessageType.AUDIO, 7, 1, payload(random, 400));
    List<ByteBuffer> videoChunks = ChunkSlices.of(6, video, 128);
    List<ByteBuffer> audioChunks = ChunkSlices.of(4, audio, 128);
    for (int i = 0; i < videoChunks.size(); i++) {
      decoder.decode(videoChunks.get(i));
      if (i < audioChunks.size()) {
        decoder.decode(audioChunks.get(i));
      }
    }
    assertThat(messages).containsExactly(audio, video);
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 130, 256, 1_000})
  void readsLaterChunksThatLeaveTheExtendedTimestampOut(int length) throws RtmpProtocolException {
    RtmpMessage message =
        new RtmpMessage(MessageType.VIDEO, 0x0102_0304, 1, payload(new Random(4), length));
    for (ByteBuffer chunk : ChunkSlices.of(6, message, 128)) {
      boolean first = chunk.get(0) >> 6 == 0;
      decoder.decode(first ? chunk : chunk.slice(0, 1));
      decoder.decode(first ? ByteBuffer.allocate(0) : chunk.slice(5, chunk.limit() - 5));
    }
    RtmpMessage next = new RtmpMessage(MessageType.AUDIO, 9, 1, payload(new Random(5), 50));
    ChunkSlices.of(4, next, 128).forEach(this::decode);
    assertThat(messages).containsExactly(message, next);
  }

  @Test
  void takesAMessageWithoutHeaderFieldsAsOneMoreDelta() {
    decode("04 000014 000001 08 01000000 aa"); // absolute 20
    decode("44 000005 000001 08 bb"); // + 5
    decode("c4 cc"); // + 5 again
    decode("84 000007 dd"); // + 7
    assertThat(messages.stream().map(RtmpMessage::timestamp)).containsExactly(20L, 25L, 30L, 37L);
  }

  @Test
  void wrapsTimestampsAt32Bits() {
    decode("04 ffffff 000001 08 01000000 fffffffe aa");
    decode("44 000005 000001 08 bb");
    assertThat(messages.stream().map(RtmpMessage::timestamp)).containsExactly(0xFFFF_FFFEL, 3L);
  }

  @Test
  void readsChunkStreamIdsOfTwoAndThreeBytes() {
    decode("00 05 000001 000001 08 01000000 aa");
    decode("01 0502 000002 000001 09 01000000 bb");
    decode("40 05 000001 000001 08 cc");
    assertThat(messages.stream().map(RtmpMessage::type)).containsExactly(8, 9, 8);
    assertThat(messages.getLast().timestamp()).isEqualTo(2);
  }

  @Test
  void dropsAnAbortedMessage() {
    decode("04 000000 000100 08 01000000" + "aa".repeat(128));
    decode("02 000000 000004 02 00000000 00000004");
    decode("04 000003 000001 08 01000000 bb");
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().timestamp()).isEqualTo(3);
  }

  @Test
  void takesAFirstChunkWithoutStreamIdAsSomeEncodersSendIt() {
    decode("42 000000 000004 05 002625a0");
    assertThat(messages).extracting(RtmpMessage::type).containsExactly(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c4 aa", // refers to nothing
        "84 000000 aa", // refers to nothing
        "02 000000 000004 01 00000000 00000000", // chunk size 0
        "02 000000 000004 01 00000000 ffffffff", // chunk size below 0
        "02 000000 000001 01 00000000 01", // chunk size cut off
        "02 000000 000001 02 00000000 01", // abort cut off
      })
  void refusesWhatIsNotAChunkStream(String hex) {
    assertThatThrownBy(() -> decoder.decode(bytes(hex))).isInstanceOf(RtmpProtocolException.class);
  }

  @Test
  void boundsTheNumberOfChunkStreams() {
    assertThatThrownBy(
            () -> {
              for (int csid = 0; csid <= ChunkDecoder.MAX_CHUNK_STREAMS; csid++) {
                decoder.decode(bytes("00 %02x 000000 000000 08 00000000".formatted(csid)));
              }
            })
        .hasMessageContaining("chunk streams");
  }

  @Test
  void boundsWhatIsUnfinishedOverAllChunkStreams() {
    ByteBuffer part = ByteBuffer.allocate(8 * 1024 * 1024);
    decode("02 000000 000004 01 00000000 00800000");
    assertThatThrownBy(
            () -> {
              for (int csid = 4; csid < 12; csid++) {
                decoder.decode(bytes("%02x 000000 ffffff 08 00000000".formatted(csid)));
                decoder.decode(part.clear());
              }
            })
        .hasMessageContaining("unfinished");
  }

  @Test
  void allocatesWhatCameAndNotWhatWasAnnounced() {
    IncomingMessage message = new IncomingMessage();
    message.begin(true, 0, 0xFF_FFFF, MessageType.VIDEO, 1);
    message.append(ByteBuffer.allocate(10), 10);
    assertThat(message.allocatedBytes()).isLessThanOrEqualTo(4_096);
  }

  @Test
  void throwsNothingElseForAnyBytes() {
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      ChunkDecoder any = new ChunkDecoder(message -> {});
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      try {
        any.decode(ByteBuffer.wrap(bytes));
      } catch (RtmpProtocolException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }

  private static void feedBytes(ChunkDecoder decoder, Random random, ByteBuffer bytes)
      throws RtmpProtocolException {
    while (bytes.hasRemaining()) {
      int size = Math.min(bytes.remaining(), random.nextInt(1, 700));
      decoder.decode(bytes.slice(bytes.position(), size));
      bytes.position(bytes.position() + size);
    }
  }

  private void feed(Random random, ChunkEncoder encoder, int csid, RtmpMessage message)
      throws RtmpProtocolException {
    ByteBuffer out = ByteBuffer.allocate(encoder.maxEncodedLength(message.payload().remaining()));
    encoder.encode(csid, message, out);
    feedBytes(decoder, random, out.flip());
  }

  private void decode(String hex) {
    decode(bytes(hex));
  }

  private void decode(ByteBuffer bytes) {
    try {
      decoder.decode(bytes);
    } catch (RtmpProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static ByteBuffer payload(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
