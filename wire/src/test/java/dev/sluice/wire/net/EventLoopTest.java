package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private final List<Throwable> faults = new ArrayList<>();
  private final EventLoop loop = EventLoop.start("test-loop", System::nanoTime, faults::add);

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void aTaskRunsOnTheThreadOfThatName() {
    assertThat(RecordingHandler.onLoop(loop, () -> Thread.currentThread().getName()))
        .isEqualTo("test-loop");
    assertThat(loop.inLoop()).isFalse();
    assertThat(RecordingHandler.onLoop(loop, loop::inLoop)).isTrue();
  }

  @Test
  void noTaskIsLostBetweenALoopThatParksAndThreadsThatHandOver() throws Exception {
    int threads = 4;
    int each = 20_000;
    CountDownLatch done = new CountDownLatch(threads * each);
    CyclicBarrier start = new CyclicBarrier(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  start.await();
                  for (int n = 0; n < each; n++) {
                    // One at a time, so that the loop parks in between again and again.
                    CountDownLatch ran = new CountDownLatch(1);
                    loop.execute(ran::countDown);
                    if (ran.await(20, TimeUnit.SECONDS)) {
                      done.countDown();
                    }
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTimerFiresAfterItsDelayAndNotBefore() throws Exception {
    CountDownLatch fired = new CountDownLatch(1);
    long start = System.nanoTime();
    loop.schedule(Duration.ofMillis(30), fired::countDown);
    assertThat(fired.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void aTimerCancelledFromAnotherThreadNeverFires() throws Exception {
    AtomicInteger fired = new AtomicInteger();
    Cancellable timer = loop.schedule(Duration.ofMillis(20), fired::incrementAndGet);
    timer.cancel();
    CountDownLatch later = new CountDownLatch(1);
    loop.schedule(Duration.ofMillis(40), later::countDown);
    assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(fired).hasValue(0);
  }

  @Test
  void whatATaskOrATimerThrowsIsReportedAndTheLoopGoesOn() {
    loop.execute(
        () -> {
          throw new IllegalStateException("task");
        });
    loop.schedule(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("timer");
        });
    CountDownLatch later = new CountDownLatch(1);
    loop.schedule(Duration.ofMillis(5), later::countDown);
    assertThat(awaitQuietly(later)).isTrue();
    List<Throwable> seen = RecordingHandler.onLoop(loop, () -> List.copyOf(faults));
    assertThat(seen).extracting(Throwable::getMessage).containsExactly("task", "timer");
  }

  @Test
  void oneTaskTooManyIsRefused() {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    loop.execute(
        () -> {
          begun.countDown();
          awaitQuietly(busy);
        });
    assertThat(awaitQuietly(begun)).isTrue();
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < EventLoop.MAX_TASKS; i++) {
      loop.execute(ran::incrementAndGet);
    }
    assertThatThrownBy(() -> loop.execute(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("test-loop");
    busy.countDown();
    loop.close();
    assertThat(ran).hasValue(EventLoop.MAX_TASKS);
  }

  @Test
  void aClosedLoopRunsWhatItTookAndRefusesTheRest() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      loop.execute(ran::incrementAndGet);
    }
    loop.close();
    assertThat(ran).hasValue(100);
    assertThatThrownBy(() -> loop.execute(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> loop.schedule(Duration.ZERO, ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aLoopCanBeClosedFromWithin() {
    CountDownLatch closed = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.close();
          closed.countDown();
        });
    assertThat(awaitQuietly(closed)).isTrue();
    loop.close();
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
