package dev.sluice.bench.soak;

import dev.sluice.bench.feed.LiveSource;
import dev.sluice.bench.process.Child;
import dev.sluice.bench.sink.TlsFiles;
import dev.sluice.bench.task.TaskHost;
import dev.sluice.local.cli.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One task, its source and its targets, watched for a long time. One thread. */
final class Soak implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  /** Between two changes of the targets that misbehave. */
  private static final int CHANGE_SECONDS = 4;

  /** A frozen target is given up, and the others have said farewell, well within. */
  private static final long MOST_MILLIS_TO_END = 10_000;

  /** Of 30 frames a second, at a healthy target, between two samples. */
  private static final int LEAST_FRAMES_A_SECOND = 24;

  private final Options options;
  private final TaskHost host;
  private final Cast cast;
  private final Child task;
  private final TaskMeter meter;
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private List<Long> frames = List.of();
  private long framesAt;
  private double firstHeap;
  private double lastHeap;
  private long endMillis;

  private Soak(Options options, TaskHost host, Cast cast, Child task) {
    this.options = options;
    this.host = host;
    this.cast = cast;
    this.task = task;
    this.meter = new TaskMeter(task.process().toHandle());
  }

  /** Starts everything. */
  static Soak start(Options options, LiveSource source, TlsFiles tls, Path folder)
      throws IOException, StartException, InterruptedException {
    TaskHost host = TaskHost.start(options.home(), Files.createDirectory(folder.resolve("table")));
    String stream = host.stream(source.url());
    Cast cast = new Cast(options.targets(), host, stream, tls, folder);
    Map<String, String> environment =
        Map.of("SLUICE_CA_FILE", tls.caFile().toString(), "JAVA_TOOL_OPTIONS", TaskMeter.JVM_FLAGS);
    Child task = host.start(stream, environment, folder.resolve("task.log"));
    return new Soak(options, host, cast, task);
  }

  /**
   * Watches for the whole time, or until asked to end, or until the task is gone.
   *
   * @return whether the time was up
   */
  boolean watch(CountDownLatch asked) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!cast.isLive()) {
      if (System.nanoTime() - begun > START.toNanos()) {
        throw new IOException("not every target was live within " + START.toSeconds() + " s");
      }
      if (asked.await(200, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    frames = cast.frames();
    long origin = System.nanoTime();
    long second = 0;
    boolean warm = false;
    for (; second < options.length().toSeconds() && task.process().isAlive(); second++) {
      if (second % CHANGE_SECONDS == 0) {
        cast.misbehave();
      }
      if (!warm && second >= options.warmUp().toSeconds()) {
        warm = true;
        firstHeap = meter.liveHeapMegabytes();
      }
      if (second % options.interval().toSeconds() == 0) {
        sample(second);
      }
      long due = origin + TimeUnit.SECONDS.toNanos(second + 1) - System.nanoTime();
      if (asked.await(due, TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    if (!task.process().isAlive()) {
      faults.add("the task ended by itself after " + second + " s");
      return false;
    }
    lastHeap = meter.liveHeapMegabytes();
    faults.addAll(cast.harm());
    return true;
  }

  private void sample(long second) throws IOException, InterruptedException {
    Sample now = meter.sample(second);
    samples.add(now);
    List<Long> came = cast.frames();
    long at = System.nanoTime();
    long least = second == 0 ? 0 : LEAST_FRAMES_A_SECOND * (at - framesAt) / 1_000_000_000;
    framesAt = at;
    for (int i = 0; i < came.size(); i++) {
      if (came.get(i) - frames.get(i) < least) {
        faults.add("the healthy target " + i + " got too few frames before second " + second);
      }
    }
    frames = came;
    System.err.printf(
        Locale.ROOT,
        "%3d:%02d of %d:00  resident %.0f MB  native %.1f MB  heap %.1f MB  %d threads"
            + "  %d descriptors  %d connections to targets that misbehave%n",
        second / 60,
        second % 60,
        options.length().toMinutes(),
        now.residentMegabytes(),
        now.nativeMegabytes(),
        now.heapMegabytes(),
        now.threads(),
        now.descriptors(),
        cast.connections());
  }

  /** Ends the task while one of its targets is frozen. */
  void stopTask() throws InterruptedException {
    if (!task.process().isAlive()) {
      return;
    }
    cast.freezeOne();
    long begun = System.nanoTime();
    task.process().destroy();
    boolean ended = task.process().waitFor(MOST_MILLIS_TO_END, TimeUnit.MILLISECONDS);
    endMillis = (System.nanoTime() - begun) / 1_000_000;
    if (!ended) {
      faults.add("the task did not end within 10 s of its signal");
    }
  }

  /**
   * What came of it.
   *
   * @param whole whether the time was up; else the figures are not judged
   */
  Report report(boolean whole) {
    String head =
        String.format(
            Locale.ROOT,
            "%d minutes, %d targets of which %d were healthy RTMP and RTMPS; %d connections to"
                + " those that misbehave. Live heap %.1f MB after the warm-up, %.1f MB at the end;"
                + " ended %d ms after its signal.",
            options.length().toMinutes(),
            options.targets(),
            cast.frames().size(),
            cast.connections(),
            firstHeap,
            lastHeap,
            endMillis);
    return new Report(head, whole ? trends() : List.of(), faults);
  }

  private List<Trend> trends() {
    List<Sample> counted =
        samples.stream().filter(s -> s.seconds() >= options.warmUp().toSeconds()).toList();
    return List.of(
        Trend.of(
            "resident memory, MB",
            counted,
            Sample::residentMegabytes,
            options.residentAllowance(),
            0.05),
        Trend.of("native memory of Java code, MB", counted, Sample::nativeMegabytes, 8, 0),
        new Trend("live heap, MB", firstHeap, lastHeap, lastHeap, 4),
        Trend.of("threads", counted, Sample::threads, 8, 0),
        Trend.of("descriptors", counted, Sample::descriptors, 10, 0));
  }

  @Override
  public void close() {
    task.close();
    cast.close();
    host.close();
  }
}
