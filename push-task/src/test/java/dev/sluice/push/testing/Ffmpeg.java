package dev.sluice.push.testing;

import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One run of the jar's {@code ffmpeg} or {@code ffprobe}: ended at the latest after its lifetime,
 * with this process, or by {@link #close}. Its output is kept, the last 2,000 lines of each kind.
 * Thread-safe.
 */
public final class Ffmpeg implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofMinutes(2);
  private static final int KEPT_LINES = 2_000;

  private final Process process;
  private final Lines out;
  private final Lines err;
  private final Thread endWithJvm;

  private Ffmpeg(ProcessBuilder builder, Duration lifetime) {
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endWithJvm = new Thread(this::destroyForcibly, "ffmpeg-end-" + process.pid());
    Runtime.getRuntime().addShutdownHook(endWithJvm);
    CompletableFuture.delayedExecutor(lifetime.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::destroyForcibly);
    out = new Lines(process.inputReader(StandardCharsets.UTF_8), "ffmpeg-out-" + process.pid());
    err =
        new Lines(
            new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)),
            "ffmpeg-err-" + process.pid());
  }

  /** Starts {@code ffmpeg -hide_banner -nostats -y} with these arguments. */
  public static Ffmpeg start(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-hide_banner", "-nostats", "-y"));
    all.addAll(List.of(arguments));
    return new Ffmpeg(FfmpegProgram.ffmpeg(all), LIFETIME);
  }

  /** Runs {@code ffmpeg} to its end; an exit code other than 0 is an {@link AssertionError}. */
  public static Ffmpeg run(String... arguments) {
    return start(arguments).succeed();
  }

  /** What {@code ffprobe} prints for these arguments; failing is an {@link AssertionError}. */
  public static String probe(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error"));
    all.addAll(List.of(arguments));
    try (Ffmpeg ffprobe = new Ffmpeg(FfmpegProgram.ffprobe(all), LIFETIME)) {
      return ffprobe.succeed().output();
    }
  }

  /** Waits for the end and for exit code 0, else throws with what it printed. */
  public Ffmpeg succeed() {
    int code = awaitExit(LIFETIME);
    if (code != 0) {
      throw new AssertionError("ffmpeg ended with " + code + ":\n" + errors());
    }
    return this;
  }

  /** Waits for the end and gives the exit code; a run that outlives the wait is killed. */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        destroyForcibly();
        throw new AssertionError("ffmpeg still ran after " + atMost + ":\n" + errors());
      }
      out.awaitEnd();
      err.awaitEnd();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      forgetHook();
    }
  }

  /** Waits until a line of its error output (FFmpeg's log) matches. */
  public void awaitLog(Predicate<String> wanted, Duration atMost) {
    if (!err.await(wanted, atMost)) {
      throw new AssertionError("not in the log within " + atMost + ":\n" + errors());
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** What it printed to standard output so far. */
  public String output() {
    return out.text();
  }

  /** What it printed to standard error so far. */
  public String errors() {
    return err.text();
  }

  /** Asks it to end as Ctrl-C would: trailers are written and connections closed in order. */
  public void stop() {
    process.toHandle().destroy();
    awaitExit(Duration.ofSeconds(10));
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    forgetHook();
  }

  /** By its handle: the process object would close the pipes, and the log's last lines be lost. */
  private void destroyForcibly() {
    process.toHandle().destroyForcibly();
  }

  private void forgetHook() {
    if (!process.isAlive()) {
      try {
        Runtime.getRuntime().removeShutdownHook(endWithJvm);
      } catch (IllegalStateException e) {
        // The JVM is ending already, and the hook with it.
      }
    }
  }

  /** Reads one stream to its end on a daemon thread, so that the program never blocks on a pipe. */
  private static final class Lines {
    private final Deque<String> kept = new ArrayDeque<>();
    private final Thread reader;

    Lines(BufferedReader stream, String name) {
      reader =
          Thread.ofPlatform().daemon().name(name).start(() -> stream.lines().forEach(this::add));
    }

    private synchronized void add(String line) {
      if (line.contains("no version information available")) {
        // The loader's word on a stand-in library, of no interest to anybody.
        return;
      }
      kept.addLast(line);
      if (kept.size() > KEPT_LINES) {
        kept.removeFirst();
      }
      notifyAll();
    }

    synchronized String text() {
      return String.join("\n", kept);
    }

    synchronized boolean await(Predicate<String> wanted, Duration atMost) {
      long end = System.nanoTime() + atMost.toNanos();
      try {
        while (kept.stream().noneMatch(wanted)) {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0) {
            return false;
          }
          wait(left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    void awaitEnd() throws InterruptedException {
      reader.join(Duration.ofSeconds(5));
    }
  }
}
