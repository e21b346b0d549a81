package dev.sluice.local.demo;

import dev.sluice.local.cli.CommandLine;
import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.picture.TestPicture;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What happens on the demo's stage, from the first frame to the last. */
final class Performance {

  private static final Duration ALL_LIVE_WITHIN = Duration.ofSeconds(30);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);
  private static final String NOT_ALL_LIVE =
      "not all targets became live within " + ALL_LIVE_WITHIN.toSeconds() + " s";
  private static final long REFRESH_MILLIS = 500;

  private final DemoStream stream;
  private final ProcessGuard guard;
  private final SentFrames sent;
  private final Screen screen;
  private final CountDownLatch ended;
  private List<DemoTarget> shown = List.of();
  private int shownSent;

  /**
   * @param ended counted down when somebody wants the demo to end
   */
  Performance(
      DemoStream stream, ProcessGuard guard, SentFrames sent, Screen screen, CountDownLatch ended) {
    this.stream = stream;
    this.guard = guard;
    this.sent = sent;
    this.screen = screen;
    this.ended = ended;
  }

  /**
   * Plays it.
   *
   * @param seconds how long the picture runs, or empty until somebody ends it
   */
  Verdict play(OptionalInt seconds) throws IOException {
    List<DemoTarget> before;
    List<DemoTarget> live;
    long start;
    try (PictureSender sender = PictureSender.start(guard, stream.publishUrl())) {
      sent.of(sender);
      start = System.nanoTime();
      boolean allLive =
          watch(start, ALL_LIVE_WITHIN, all -> all.stream().allMatch(Performance::arrives));
      if (isEnded()) {
        return Verdict.cutShort(List.of(), shown);
      }
      List<String> late = allLive ? List.of() : List.of(NOT_ALL_LIVE);
      screen.say(allLive ? "All four targets are live." : "So far " + NOT_ALL_LIVE + ".");
      Duration third = Duration.ofSeconds(seconds.orElse(30) / 3);
      watch(start, third, all -> false);
      before = shown;
      if (isEnded()) {
        return Verdict.cutShort(late, before);
      }
      toggle(start, third);
      if (isEnded()) {
        return Verdict.cutShort(late, shown);
      }
      Duration end = Duration.ofSeconds(seconds.orElse(CommandLine.MAX_DEMO_SECONDS));
      watch(start, end, all -> false);
      List<DemoTarget> last = stream.targets();
      live = isEnded() ? shown : last;
    }
    Duration played = Duration.ofNanos(System.nanoTime() - start);
    if (!isEnded()) {
      screen.say("The picture has ended; waiting for what is still on its way.");
      settle(start, played.plus(SETTLED_WITHIN));
    }
    // Ctrl-C reaches every process of the terminal: what counts is how it was just before.
    int due = isEnded() ? Verdict.due(shownSent) : sent.getAsInt();
    Verdict verdict = Verdict.of(before, live, shown, Receivers.TOGGLED, due);
    screen.showLast(played.toSeconds(), shownSent, verdict.targets());
    return verdict;
  }

  private void toggle(long start, Duration third) {
    String name = Receivers.TOGGLED;
    screen.say("Switching " + name + " off; the others must not notice.");
    stream.enable(name, false);
    Duration off = third.multipliedBy(2);
    boolean _ = watch(start, off, all -> false);
    if (isEnded()) {
      return;
    }
    screen.say("Switching " + name + " on again.");
    stream.enable(name, true);
    Duration back = off.plus(SETTLED_WITHIN);
    boolean _ = watch(start, back, all -> all.stream().allMatch(DemoTarget::isLive));
  }

  /**
   * Shows the targets until the condition holds.
   *
   * @return false when the time since {@code start} ran out first, or somebody ended the demo
   */
  private boolean watch(long start, Duration until, Predicate<List<DemoTarget>> condition) {
    while (true) {
      List<DemoTarget> targets = stream.targets();
      int sentFrames = sent.getAsInt();
      if (isEnded()) {
        return false;
      }
      long nanos = System.nanoTime() - start;
      screen.show(TimeUnit.NANOSECONDS.toSeconds(nanos), sentFrames, targets);
      shown = targets;
      shownSent = sentFrames;
      if (condition.test(targets)) {
        return true;
      }
      long leftMillis = until.toMillis() - TimeUnit.NANOSECONDS.toMillis(nanos);
      if (leftMillis <= 0 || pause(Math.min(REFRESH_MILLIS, leftMillis))) {
        return false;
      }
    }
  }

  /** Lets the receivers decode their last frames, unless somebody ends the demo. */
  private void settle(long start, Duration until) {
    boolean _ = watch(start, until, this::haveAll);
    if (isEnded()) {
      return;
    }
    stream.terminate();
    long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      List<DemoTarget> targets = stream.targets();
      if (isEnded()) {
        return;
      }
      shown = targets;
      if (targets.stream().allMatch(DemoTarget::isOver) || pause(REFRESH_MILLIS)) {
        return;
      }
    }
  }

  private boolean isEnded() {
    return ended.getCount() == 0;
  }

  private boolean pause(long millis) {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean haveAll(List<DemoTarget> targets) {
    int most = sent.getAsInt() - TestPicture.FRAMES_PER_SECOND;
    return targets.stream()
        .allMatch(
            target ->
                !target.receptions().isEmpty()
                    && target.receptions().getLast().lastNumber() >= most);
  }

  private static boolean arrives(DemoTarget target) {
    return target.isLive() && target.receivedFrames() > 0;
  }
}
