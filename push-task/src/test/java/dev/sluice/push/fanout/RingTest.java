package dev.sluice.push.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.push.variant.MediaUnit.Kind;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  private final Ring ring = new Ring();

  @AfterEach
  void free() {
    ring.free();
    assertThat(ring.allocatedBytes()).isZero();
  }

  @Test
  void aStreamInStepWithItsTargetsCostsAFewSegments() {
    long dts = 0;
    for (int i = 0; i < 3_000; i++) {
      append(25_000, dts += 33, i % 60 == 0);
      ring.trim(Math.max(0, ring.newestKey()));
    }
    assertThat(ring.allocatedBytes()).isLessThan(4 << 20);
  }

  @Test
  void thereIsNoRoomBeyondItsSizeUntilTheReaderLetsGo() {
    int units = 0;
    while (ring.hasRoom(100_000)) {
      append(100_000, units, true);
      units++;
    }
    assertThat(ring.allocatedBytes()).isEqualTo(Ring.MAX_BYTES);
    assertThat(units).isBetween(330, 336);
    ring.trim(10);
    assertThat(ring.hasRoom(100_000)).isTrue();
    assertThat(ring.tail()).isEqualTo(10);
  }

  @Test
  void aUnitLargerThanHalfOfItIsNeverTaken() {
    assertThat(ring.hasRoom(Ring.MAX_BYTES / 2 + 1)).isFalse();
  }

  @Test
  void theNewestKeyFrameIsForgottenWithItsBytesAndWithANewEpoch() {
    append(10, 0, true);
    append(10, 33, false);
    assertThat(ring.newestKey()).isZero();
    ring.trim(1);
    assertThat(ring.newestKey()).isEqualTo(-1);
    append(10, 66, true);
    assertThat(ring.newestKey()).isEqualTo(2);
    ring.beginEpoch();
    assertThat(ring.newestKey()).isEqualTo(-1);
  }

  @Test
  void aCursorReadsToTheNewEpochAndNoFurther() {
    append(10, 0, true);
    Cursor cursor = begin();
    ring.beginEpoch();
    append(10, 33, true);
    assertThat(cursor.isAtNewCodec()).isFalse();
    assertThat(cursor.bytesBehind()).isEqualTo(10);
    cursor.advance(10);
    assertThat(cursor.isAtNewCodec()).isTrue();
    assertThat(cursor.gather(new ByteBuffer[4], false)).isZero();
    assertThat(cursor.canSkip()).isFalse();
    assertThat(begin().isAtNewCodec()).isFalse();
  }

  @Test
  void aCursorThatIsTwoEpochsBehindReadsNoneOfWhatCameBetween() {
    append(10, 0, true);
    Cursor cursor = begin();
    ring.beginEpoch();
    append(20, 33, true);
    ring.beginEpoch();
    append(30, 66, true);
    assertThat(cursor.bytesBehind()).isEqualTo(10);
    cursor.advance(10);
    assertThat(cursor.isAtNewCodec()).isTrue();
  }

  /** The writer may begin an epoch at any moment, also between the question and the deed. */
  @Test
  void aCursorSkipsToTheKeyFrameThatItWasToldOfThoughAnEpochHasBegun() {
    append(10, 0, true);
    Cursor cursor = begin();
    append(10, 33, true);
    assertThat(cursor.canSkip()).isTrue();
    ring.beginEpoch();
    assertThat(cursor.skipToNewestKey()).isEqualTo(1);
    assertThat(cursor.bytesBehind()).isEqualTo(10);
    assertThat(cursor.joinPoint()).isNotNull();
  }

  @Test
  void aCursorThatBeginsWhileAnEpochDoesIsOfTheOneItsKeyFrameIsOf() throws InterruptedException {
    AtomicInteger seen = new AtomicInteger();
    Thread writer = Thread.ofPlatform().start(() -> beginEpochs(5_000, seen));
    while (writer.isAlive()) {
      seen.set(ring.epoch());
      @Nullable Cursor cursor = Cursor.atNewestKey(ring);
      if (cursor != null) {
        assertThat(cursor.unit()).isNotNegative();
        assertThat(cursor.bytesBehind()).isEqualTo(10);
      }
    }
    writer.join();
    assertThat(ring.epoch()).isEqualTo(5_000);
  }

  /** Epochs of one key frame each, a few ahead of who looks. */
  private void beginEpochs(int epochs, AtomicInteger seen) {
    for (int i = 0; i < epochs; i++) {
      while (i - seen.get() > 32) {
        Thread.onSpinWait();
      }
      append(10, i, true);
      ring.beginEpoch();
    }
  }

  @Test
  void thereIsRoomInTheIndexForAUnitAndTheHeadersBeforeIt() {
    int units = 0;
    while (ring.hasRoom(10)) {
      append(1, units, false);
      append(1, units, true);
      units += 2;
    }
    assertThat(ring.start(ring.tail())).as("where the oldest unit begins").isZero();
    assertThat(units).isGreaterThan(Ring.MAX_UNITS - 4);
  }

  @Test
  void aCursorThatSkipsCountsTheFramesItLeavesOutAndLandsOnAKeyFrame() {
    append(10, 0, true);
    Cursor cursor = begin();
    for (int i = 1; i <= 5; i++) {
      append(10, 33L * i, false);
    }
    ring.append(Kind.AUDIO, 180, null, true, ByteBuffer.allocate(5));
    ring.append(Kind.VIDEO, 181, null, false, ByteBuffer.allocate(5));
    append(10, 200, true);
    cursor.advance(10);
    assertThat(cursor.millisBehind()).isEqualTo(167);
    assertThat(cursor.canSkip()).isTrue();
    assertThat(cursor.skipToNewestKey()).as("headers and sound are no frames").isEqualTo(5);
    assertThat(cursor.joinPoint()).isNotNull();
    assertThat(cursor.bytesBehind()).isEqualTo(10);
  }

  @Test
  void aCursorInTheMiddleOfAMessageCanBeHeldToItsEnd() {
    append(10, 0, true);
    append(10, 33, false);
    Cursor cursor = begin();
    cursor.advance(4);
    assertThat(cursor.isBetweenUnits()).isFalse();
    ByteBuffer[] views = new ByteBuffer[4];
    assertThat(cursor.gather(views, true)).isEqualTo(1);
    assertThat(views[0].remaining()).isEqualTo(6);
    cursor.advance(6);
    assertThat(cursor.isBetweenUnits()).isTrue();
  }

  @Test
  void aCursorWhoseBytesAreGoneKnowsIt() {
    append(10, 0, true);
    Cursor cursor = begin();
    append(10, 33, true);
    ring.trim(1);
    assertThat(cursor.isOverrun()).isTrue();
  }

  /** One writer, one reader, as fast as they can: every byte as it was written. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsReadIsWhatWasWritten(long seed) throws InterruptedException {
    int units = 20_000;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicLong written = new AtomicLong();
    Thread writer =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((t, e) -> failure.set(e))
            .start(() -> write(seed, units, written));
    Random sizes = new Random(seed);
    ByteBuffer[] views = new ByteBuffer[8];
    @Nullable Cursor cursor = null;
    long read = 0;
    while ((writer.isAlive() || read < written.get()) && failure.get() == null) {
      if (cursor == null) {
        cursor = Cursor.atNewestKey(ring);
        continue;
      }
      int count = cursor.gather(views, false);
      long taken = 0;
      for (int i = 0; i < count; i++) {
        int some = i == count - 1 ? 1 + sizes.nextInt(views[i].remaining()) : views[i].remaining();
        for (int j = 0; j < some; j++) {
          if (views[i].get() != byteAt(read + taken + j)) {
            throw new AssertionError("byte " + (read + taken + j) + " is not what was written");
          }
        }
        taken += some;
      }
      cursor.advance(taken);
      read += taken;
      ring.trim(cursor.unit());
    }
    writer.join();
    assertThat(failure.get()).isNull();
    assertThat(read).isEqualTo(written.get());
  }

  private void write(long seed, int units, AtomicLong written) {
    Random random = new Random(seed);
    long at = 0;
    for (int i = 0; i < units; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(1 + random.nextInt(9_000));
      for (int j = 0; j < bytes.capacity(); j++) {
        bytes.put(j, byteAt(at + j));
      }
      while (!ring.hasRoom(bytes.capacity())) {
        Thread.onSpinWait();
      }
      at += bytes.capacity();
      written.set(at);
      // The first alone is one to begin at, so that the reader begins with it.
      ring.append(Kind.VIDEO, i, i == 0 ? JoinPoint.BARE : null, true, bytes);
    }
  }

  private static byte byteAt(long position) {
    return (byte) (position * 31 + (position >> 11));
  }

  private Cursor begin() {
    return Objects.requireNonNull(Cursor.atNewestKey(ring));
  }

  private void append(int bytes, long dts, boolean key) {
    ring.append(Kind.VIDEO, dts, key ? JoinPoint.BARE : null, true, ByteBuffer.allocate(bytes));
  }
}
