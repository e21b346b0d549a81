package dev.sluice.wire.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaChunksTest {
  private static final StreamHeaders HEADERS =
      new StreamHeaders(body("metadata"), body("video header"), body("audio header"));

  private final ByteBuffer ring = ByteBuffer.allocate(4 * 1024 * 1024);

  @ParameterizedTest
  @CsvSource({
    "1, 0, 65536",
    "2, 2147483000, 4096",
    "3, 4294967000, 128",
    "4, 8589934000, 65536",
    "5, 281474976710656, 200"
  })
  void givesEveryTargetItsOwnTimeNearZeroFromTheSameBytes(long seed, long start, int chunkSize)
      throws RtmpProtocolException {
    Random random = new Random(seed);
    MediaChunks chunks = chunks(chunkSize, start);
    List<Join> joins = new ArrayList<>();
    List<Sent> sent = new ArrayList<>();
    long video = start;
    long audio = start;
    for (int i = 0; i < 2_000; i++) {
      if (i % 250 == 0) {
        joins.add(new Join(ring.position(), sent.size(), chunks.clock()));
      }
      boolean isVideo = random.nextInt(3) == 0;
      if (isVideo) {
        video = Math.max(video, audio - 500) + random.nextInt(80);
      } else {
        audio = Math.max(audio, video - 500) + random.nextInt(40);
      }
      Sent message =
          new Sent(
              isVideo ? MessageType.VIDEO : MessageType.AUDIO,
              isVideo ? video : audio,
              payload(random, random.nextInt(1_500)));
      sent.add(message);
      encode(chunks, message);
    }
    ring.flip();
    for (Join join : joins) {
      List<RtmpMessage> received = receive(chunks, join, join.clock().baseMillis(), chunkSize);
      List<RtmpMessage> media = received.subList(3, received.size());
      assertThat(received.get(0)).isEqualTo(message(MessageType.DATA_AMF0, 0, HEADERS.metadata()));
      assertThat(received.subList(0, 3)).allMatch(header -> header.timestamp() < 1_000);
      assertThat(media)
          .isEqualTo(
              sent.subList(join.messages(), sent.size()).stream()
                  .map(s -> message(s.type(), s.millis() - join.clock().baseMillis(), s.body()))
                  .toList());
      assertThat(media.getFirst().timestamp()).isLessThan(1_000);
    }
  }

  @Test
  void goesOnInTheSameTimeAfterAJump() throws RtmpProtocolException {
    MediaChunks chunks = chunks(4_096, 0);
    TrackClock first = chunks.clock();
    for (int i = 1; i <= 100; i++) {
      encode(chunks, new Sent(MessageType.VIDEO, i * 40L, body("v" + i)));
      encode(chunks, new Sent(MessageType.AUDIO, i * 40L + 7, body("a" + i)));
    }
    Join later = new Join(ring.position(), 0, chunks.clock());
    encode(chunks, new Sent(MessageType.VIDEO, 4_040, body("key frame")));
    ring.flip();
    List<RtmpMessage> received = receive(chunks, later, first.baseMillis(), 4_096);
    assertThat(received)
        .containsExactly(
            message(MessageType.DATA_AMF0, 4_000, HEADERS.metadata()),
            message(MessageType.VIDEO, 4_000, body("video header")),
            message(MessageType.AUDIO, 4_007, body("audio header")),
            message(MessageType.VIDEO, 4_040, body("key frame")));
  }

  @Test
  void bridgesAGapThatNeedsTheExtendedTimestamp() throws RtmpProtocolException {
    MediaChunks chunks = chunks(128, 0);
    Join join = new Join(0, 0, chunks.clock());
    long after = 5L * 3_600_000;
    encode(chunks, new Sent(MessageType.VIDEO, after, payload(new Random(1), 500)));
    encode(chunks, new Sent(MessageType.AUDIO, after + 5, body("a")));
    ring.flip();
    List<RtmpMessage> received = receive(chunks, join, 0, 128);
    assertThat(received.get(3))
        .isEqualTo(message(MessageType.VIDEO, after, payload(new Random(1), 500)));
    assertThat(received.getLast()).isEqualTo(message(MessageType.AUDIO, after + 5, body("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {MessageType.AUDIO, MessageType.VIDEO})
  void keepsASilentTracksClockInStepByItsHeader(int speaking) throws RtmpProtocolException {
    MediaChunks chunks = chunks(4_096, 0);
    for (long millis = 0; millis < 3_600_000; millis += 1_000) {
      encode(chunks, new Sent(speaking, millis, body("m")));
    }
    Join join = new Join(ring.position(), 0, chunks.clock());
    encode(chunks, new Sent(speaking, 3_600_000, body("key frame")));
    ring.flip();
    List<RtmpMessage> late = receive(chunks, join, join.clock().baseMillis(), 4_096);
    assertThat(late.getLast().timestamp()).isLessThan(11_000);
    ring.rewind();
    List<RtmpMessage> early = receive(chunks, new Join(0, 0, new TrackClock(0, 0)), 0, 4_096);
    int silent = speaking == MessageType.AUDIO ? MessageType.VIDEO : MessageType.AUDIO;
    assertThat(early.stream().filter(m -> m.type() == silent))
        .hasSizeBetween(600, 800)
        .allMatch(
            m ->
                m.payload()
                    .equals(silent == MessageType.VIDEO ? HEADERS.video() : HEADERS.audio()));
  }

  @Test
  void anchorsATrackWithoutHeaderByTheMetadata() throws RtmpProtocolException {
    MediaChunks chunks = new MediaChunks(4_096, 0);
    chunks.headers(new StreamHeaders(body("metadata"), body("video header"), null));
    Join join = new Join(0, 0, chunks.clock());
    encode(chunks, new Sent(MessageType.AUDIO, 26, body("mp3")));
    ring.flip();
    assertThat(receive(chunks, join, 0, 4_096))
        .containsExactly(
            message(MessageType.DATA_AMF0, 0, body("metadata")),
            message(MessageType.VIDEO, 0, body("video header")),
            message(MessageType.DATA_AMF0, 0, body("metadata")),
            message(MessageType.AUDIO, 26, body("mp3")));
  }

  @Test
  void leavesRoomForATrackThatComesBackALittleLate() throws RtmpProtocolException {
    MediaChunks chunks = chunks(4_096, 0);
    Join join = new Join(0, 0, chunks.clock());
    for (long millis = 0; millis <= 20_000; millis += 1_000) {
      encode(chunks, new Sent(MessageType.VIDEO, millis, body("v")));
    }
    encode(chunks, new Sent(MessageType.AUDIO, 19_200, body("late")));
    ring.flip();
    assertThat(receive(chunks, join, 0, 4_096).getLast())
        .isEqualTo(message(MessageType.AUDIO, 19_200, body("late")));
  }

  @Test
  void neverLetsATrackStepBack() throws RtmpProtocolException {
    MediaChunks chunks = chunks(4_096, 0);
    Join join = new Join(0, 0, chunks.clock());
    for (long millis : new long[] {100, 60, 120}) {
      encode(chunks, new Sent(MessageType.VIDEO, millis, body("v")));
    }
    ring.flip();
    assertThat(receive(chunks, join, 0, 4_096).stream().skip(3).map(RtmpMessage::timestamp))
        .containsExactly(100L, 100L, 120L);
  }

  private static MediaChunks chunks(int chunkSize, long start) {
    MediaChunks chunks = new MediaChunks(chunkSize, start);
    chunks.headers(HEADERS);
    return chunks;
  }

  private void encode(MediaChunks chunks, Sent message) {
    int before = ring.position();
    int room = chunks.maxEncodedLength(message.body().remaining());
    chunks.encode(message.type(), message.millis(), message.body(), ring);
    assertThat(ring.position() - before).isLessThanOrEqualTo(room);
  }

  private List<RtmpMessage> receive(MediaChunks chunks, Join join, long base, int chunkSize)
      throws RtmpProtocolException {
    List<RtmpMessage> received = new ArrayList<>();
    ChunkDecoder decoder = new ChunkDecoder(received::add);
    decoder.decode(
        ByteBuffer.wrap(new byte[] {2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0})
            .putInt(12, chunkSize));
    decoder.decode(chunks.encodePrelude(join.clock(), base, 1));
    decoder.decode(ring.slice(join.position(), ring.limit() - join.position()));
    return received;
  }

  private static RtmpMessage message(int type, long millis, ByteBuffer body) {
    return new RtmpMessage(type, millis & RtmpMessage.MAX_TIMESTAMP, 1, body);
  }

  private static ByteBuffer body(String text) {
    return UTF_8.encode(text);
  }

  private static ByteBuffer payload(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private record Join(int position, int messages, TrackClock clock) {}

  private record Sent(int type, long millis, ByteBuffer body) {}
}
