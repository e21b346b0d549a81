package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final TimerQueue timers = new TimerQueue();
  private final List<String> fired = new ArrayList<>();

  @Test
  void timersFireInTheOrderOfTheirDeadlinesAndEqualOnesAsTheyWereSet() {
    set("late", 300);
    set("early", 100);
    set("middle, first", 200);
    set("middle, second", 200);
    timers.runDue(250, TimerQueueTest::noFault);
    assertThat(fired).containsExactly("early", "middle, first", "middle, second");
    assertThat(timers.nanosToNext(250)).isEqualTo(50);
    timers.runDue(300, TimerQueueTest::noFault);
    assertThat(fired).endsWith("late");
    assertThat(timers.nanosToNext(300)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void deadlinesAreRightAcrossAnOverflowOfTheClock() {
    long now = Long.MAX_VALUE - 10;
    set("before", now + 5);
    set("after", now + 20);
    timers.runDue(now + 6, TimerQueueTest::noFault);
    assertThat(fired).containsExactly("before");
    timers.runDue(now + 21, TimerQueueTest::noFault);
    assertThat(fired).containsExactly("before", "after");
  }

  @Test
  void aTimerSetByATimerWaitsForTheNextTurn() {
    Runnable[] again = new Runnable[1];
    again[0] =
        () -> {
          fired.add("again");
          timers.set(timers.create(again[0]), 0);
        };
    timers.set(timers.create(again[0]), 0);
    timers.runDue(1, TimerQueueTest::noFault);
    assertThat(fired).hasSize(1);
  }

  @Test
  void thousandsOfTimersOfWhichHalfAreCancelledFireRightly() {
    Random random = new Random(7);
    List<TimerQueue.Timer> set = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      set.add(set("timer", random.nextInt(1_000_000)));
    }
    for (int i = 0; i < set.size(); i += 2) {
      set.get(i).cancel();
      set.get(i).cancel();
    }
    timers.runDue(1_000_000, TimerQueueTest::noFault);
    timers.runDue(1_000_000, TimerQueueTest::noFault);
    assertThat(fired).hasSize(5_000);
    assertThat(timers.size()).isZero();
  }

  @Test
  void aCancelledTimerWakesNobody() {
    set("cancelled", 100).cancel();
    set("next", 300);

    assertThat(timers.nanosToNext(0)).isEqualTo(300);
    timers.runDue(300, TimerQueueTest::noFault);
    assertThat(fired).containsExactly("next");
    assertThat(timers.size()).isZero();
  }

  @Test
  void timersThatAreSetAndCancelledOverAndOverTakeNoMemory() {
    for (int i = 0; i < 200_000; i++) {
      set("never", Long.MAX_VALUE / 2).cancel();
    }
    assertThat(timers.size()).isLessThan(1_000);
  }

  @Test
  void tooManyTimersAreRefused() {
    for (int i = 0; i < TimerQueue.MAX_TIMERS; i++) {
      set("timer", 1);
    }
    assertThatThrownBy(() -> set("one more", 1)).isInstanceOf(RejectedExecutionException.class);
  }

  private static void noFault(Throwable fault) {
    throw new AssertionError(fault);
  }

  private TimerQueue.Timer set(String name, long deadlineNanos) {
    TimerQueue.Timer timer = timers.create(() -> fired.add(name));
    timers.set(timer, deadlineNanos);
    return timer;
  }
}
