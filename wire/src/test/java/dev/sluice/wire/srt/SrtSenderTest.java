package dev.sluice.wire.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sender against a peer that a test plays, on a clock that a test moves. */
class SrtSenderTest implements SrtSenderListener {
  private static final int OUR_ID = 77;
  private static final int PEER_ID = 99;

  /** Three before the numbers begin anew. */
  private static final int FIRST = 0x7FFF_FFFD;

  private final List<ByteBuffer> sent = new ArrayList<>();
  private final List<SrtEnd> ends = new ArrayList<>();
  private final DatagramChannel channel = open();
  private long now = 5_000_000_000L;
  private SrtSender sender = sender(null);

  private static DatagramChannel open() {
    try {
      return DatagramChannel.open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    channel.close();
  }

  private SrtSender sender(@Nullable KeyMaterial key) {
    SrtLink link = new SrtLink(channel, OUR_ID, PEER_ID, FIRST, Duration.ofMillis(120), now, key);
    return new SrtSender(link, () -> now, this);
  }

  @Test
  void dataBearsNumbersThatBeginAnewAtTheEndOfTheirRange() {
    now += 7_000;
    send(5);
    assertThat(sent)
        .extracting(p -> p.getInt(0))
        .containsExactly(FIRST, FIRST + 1, FIRST + 2, 0, 1);
    assertThat(sent).extracting(p -> p.getInt(4) & 0x3FF_FFFF).containsExactly(1, 2, 3, 4, 5);
    assertThat(sent).allMatch(p -> p.getInt(8) == 7 && p.getInt(12) == PEER_ID);
    assertThat(sent.get(1).limit()).isEqualTo(16 + 188);
    assertThat(sent.get(1).get(16)).isEqualTo((byte) 1);
  }

  @Test
  void anAcknowledgementFreesWhatItCoversAndIsAcknowledged() {
    send(5);
    sent.clear();
    receive(2, 41, 0, 20_000, 5_000, 8_192);
    assertThat(sender.ackedBytes()).isEqualTo(3 * 188);
    assertThat(sender.unackedBytes()).isEqualTo(2 * 188);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getInt(0)).isEqualTo(0x8006_0000);
    assertThat(sent.getFirst().getInt(4)).isEqualTo(41);

    receive(2, 0, 1);
    assertThat(sender.ackedBytes()).as("a light one").isEqualTo(4 * 188);
    assertThat(sent).as("is not answered").hasSize(1);
  }

  @Test
  void whatIsMissedIsSentAgainAtOnceAndThenOnceInARoundTrip() {
    send(5);
    sent.clear();
    now += 1_000_000;
    receive(3, 0, (FIRST + 1) | 0x8000_0000, 0, 1);
    assertThat(sent).extracting(p -> p.getInt(0)).containsExactly(FIRST + 1, FIRST + 2, 0, 1);
    receive(3, 0, 1);
    assertThat(sent).as("it is under way").hasSize(4);
    now += 101_000_000;
    receive(3, 0, 1);
    assertThat(sent).as("it was lost again").hasSize(5);
    assertThat(sent).allMatch(p -> (p.getInt(4) & 1 << 26) != 0);
  }

  @Test
  void whatIsMissedAndGoneIsSaidToBeGone() {
    send(3);
    now += 2_000_000_000L;
    sender.tick();
    assertThat(sender.unackedBytes()).isZero();
    assertThat(sender.missedFrames()).isOne();
    sent.clear();
    receive(3, 0, FIRST | 0x8000_0000, FIRST + 2);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getInt(0)).isEqualTo(0x8007_0000);
    assertThat(sent.getFirst().getInt(16)).isEqualTo(FIRST);
    assertThat(sent.getFirst().getInt(20)).isEqualTo(FIRST + 2);
  }

  @Test
  void nonsenseFromThePeerIsBorne() {
    send(2);
    receive(3, 0, 0x8000_0000, 0x3FFF_FFFF);
    receive(2, 1, 12_345, 0, 0, -5);
    receive(2, 1);
    receive(3, 0, 0xFFFF_FFFF);
    sender.received(ByteBuffer.allocate(3));
    sender.received(ByteBuffer.allocate(16));
    assertThat(sender.unackedBytes()).isEqualTo(2 * 188);
    assertThat(ends).isEmpty();
  }

  @Test
  void thePeersBufferBoundsWhatIsUnderWay() {
    send(1);
    receive(2, 1, FIRST + 1, 1_000, 0, 3);
    int more = 0;
    while (sender.hasRoom()) {
      send(1);
      more++;
    }
    assertThat(more).isEqualTo(3);
  }

  @Test
  void aConnectionWithoutMediaIsKeptAliveAndOneWithoutAnAnswerIsGivenUp() {
    for (int i = 0; i < 19; i++) {
      now += 250_000_000;
      sender.tick();
    }
    assertThat(sent).hasSize(4).allMatch(p -> p.getInt(0) == 0x8001_0000);
    assertThat(ends).isEmpty();
    receive(1, 0);
    now += 4_999_000_000L;
    sender.tick();
    assertThat(ends).isEmpty();
    now += 1_000_000;
    sender.tick();
    assertThat(ends).containsExactly(SrtEnd.SILENT);
  }

  /** No packet follows by which the peer could tell that the last one is missing. */
  @Test
  void theLastPacketIsSentAgainOnceInARoundTripUntilItIsAcknowledged() {
    send(3);
    receive(2, 1, FIRST + 1, 10_000, 5_000, 8_192);
    sent.clear();
    now += 30_000_000;
    sender.tick();
    assertThat(sent).as("it may be under way").isEmpty();
    now += 1;
    sender.tick();
    assertThat(sent).extracting(p -> p.getInt(0)).containsExactly(FIRST + 2);
    now += 29_999_999;
    sender.tick();
    assertThat(sent).hasSize(1);
    now += 1;
    sender.tick();
    assertThat(sent).hasSize(2);
    receive(2, 0, 0);
    now += 100_000_000;
    sender.tick();
    assertThat(sent).hasSize(2);
  }

  @Test
  void itIsKnownWhenThePeerWillHavePlayedWhatItWasSent() {
    assertThat(sender.nanosToPlay()).isZero();
    send(1);
    receive(2, 1, FIRST + 1, 7_000, 0, 8_192);
    now += 40_000_000;
    assertThat(sender.nanosToPlay()).isEqualTo((120 - 40 + 7 + 20) * 1_000_000);
  }

  @Test
  void goodByesAreSaidAndHeard() {
    receive(5, 0);
    assertThat(ends).containsExactly(SrtEnd.CLOSED_BY_PEER);
    assertThat(sender.hasRoom()).isFalse();
    sender = sender(null);
    sender.close();
    assertThat(sent.getLast().getInt(0)).isEqualTo(0x8005_0000);
    sender.close();
    assertThat(sent).hasSize(1);
  }

  @Test
  void payloadsAreEncryptedSoThatThePeerWithTheKeyReadsThem() throws Exception {
    KeyMaterial key = KeyMaterial.draw(16, new SecureRandom());
    sender = sender(key);
    send(4);
    ByteBuffer packet = sent.get(3);
    assertThat(packet.getInt(4) >>> 27 & 3).as("the even key").isEqualTo(1);
    byte[] iv = new byte[16];
    System.arraycopy(key.salt(), 0, iv, 0, 14);
    // Its sequence number is 0: the salt alone.
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.key(), "AES"), new IvParameterSpec(iv));
    byte[] payload = new byte[188];
    packet.get(16, payload);
    assertThat(cipher.doFinal(payload)).containsOnly(3);
  }

  /** Those of all targets would fill the heap while a network is away. */
  @Test
  void packetsAreHeldOutsideOfTheHeapUntilTheEnd() {
    send(200);
    ByteBuffer packet = sender.payload();
    assertThat(packet.isDirect()).isTrue();
    packet.put((byte) 1);

    receive(5, 0);
    sender.close();

    assertThatThrownBy(() -> packet.put((byte) 2)).isInstanceOf(IllegalStateException.class);
    assertThat(sender.unackedBytes()).isEqualTo(200 * 188);
  }

  @Test
  void aPacketsMemoryIsUsedAgainWhenThePeerHasIt() {
    send(1);
    receive(2, 0, FIRST + 1);
    ByteBuffer payload = sender.payload();
    assertThat(payload.getInt(0)).isEqualTo(FIRST);
  }

  private void send(int packets) {
    for (int i = 0; i < packets; i++) {
      ByteBuffer payload = sender.payload();
      for (int j = 0; j < 188; j++) {
        payload.put((byte) i);
      }
      sender.commit(i > 0, i > 0 ? 0 : 1);
    }
  }

  private void receive(int type, int info, int... words) {
    sender.received(
        words.length == 0
            ? ControlPacket.of(type, info, 0, OUR_ID).limit(16)
            : ControlPacket.of(type, info, 0, OUR_ID, words));
  }

  @Override
  public void transmit(ByteBuffer datagram) {
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
    sent.add(copy.put(datagram).flip());
  }

  @Override
  public void onEnded(SrtEnd end) {
    ends.add(end);
  }
}
