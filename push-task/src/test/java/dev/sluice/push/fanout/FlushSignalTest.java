package dev.sluice.push.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.net.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock stands still unless a test moves it. */
class FlushSignalTest {
  private static final int FRAME_MILLIS = 40;
  private static final long PATIENCE_MILLIS = FlushSignal.PATIENCE.toMillis();

  private final AtomicLong nanos = new AtomicLong();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger flushes = new AtomicInteger();
  private final EventLoop loop = EventLoop.start("flush-signal-test", nanos::get, faults::add);
  private final FlushSignal signal = new FlushSignal(loop, flushes::incrementAndGet);

  @AfterEach
  void end() {
    loop.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aVideoFrameGoesAtOnce() throws Exception {
    signal.video(0);

    assertThat(flushes()).isEqualTo(1);
  }

  @Test
  void soundGoesWithTheVideoFrameThatIsDueNext() throws Exception {
    twoVideoFrames();
    pass(FRAME_MILLIS - PATIENCE_MILLIS);
    signal.sound();
    assertThat(flushes()).isEqualTo(2);

    pass(PATIENCE_MILLIS - 1);
    signal.video(2 * FRAME_MILLIS);
    assertThat(flushes()).isEqualTo(3);

    pass(PATIENCE_MILLIS);
    assertThat(flushes()).as("nothing of the wait is left").isEqualTo(3);
  }

  @Test
  void soundDoesNotWaitForAVideoFrameThatIsFarOff() throws Exception {
    twoVideoFrames();
    pass(FRAME_MILLIS - PATIENCE_MILLIS - 1);
    signal.sound();

    assertThat(flushes()).isEqualTo(3);
  }

  @Test
  void soundWaitsForALateVideoFrameNoLongerThanItsPatience() throws Exception {
    twoVideoFrames();
    pass(FRAME_MILLIS + 10);
    signal.sound();
    assertThat(flushes()).isEqualTo(2);

    pass(PATIENCE_MILLIS - 1);
    assertThat(flushes()).isEqualTo(2);
    pass(1);
    assertThat(flushes()).isEqualTo(3);
  }

  @Test
  void aWaitThatIsOverDoesNotCutTheNextOneShort() throws Exception {
    twoVideoFrames();
    pass(FRAME_MILLIS - 1);
    signal.sound();
    pass(1);
    // A frame for each millisecond from here: one is always due.
    signal.video(2 * FRAME_MILLIS);
    signal.video(2 * FRAME_MILLIS + 1);
    pass(1);
    int before = flushes();
    signal.sound();

    pass(PATIENCE_MILLIS - 1);
    assertThat(flushes()).isEqualTo(before);
    pass(1);
    assertThat(flushes()).isEqualTo(before + 1);
  }

  @Test
  void soundGoesAtOnceWhereThereIsNoVideo() throws Exception {
    signal.sound();
    assertThat(flushes()).isEqualTo(1);

    twoVideoFrames();
    pass(2 * FRAME_MILLIS + 1);
    signal.sound();
    assertThat(flushes()).as("video that has stopped").isEqualTo(4);
  }

  private void twoVideoFrames() throws Exception {
    signal.video(0);
    flushes();
    pass(FRAME_MILLIS);
    signal.video(FRAME_MILLIS);
    flushes();
  }

  private void pass(long millis) throws Exception {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    flushes();
  }

  /** Counted once the loop has done what was handed to it, and what was due. */
  private int flushes() throws Exception {
    for (int turn = 0; turn < 2; turn++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      loop.execute(() -> done.complete(null));
      done.get(10, TimeUnit.SECONDS);
    }
    return flushes.get();
  }
}
