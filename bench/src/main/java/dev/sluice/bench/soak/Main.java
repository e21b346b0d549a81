package dev.sluice.bench.soak;

import dev.sluice.bench.feed.LiveSource;
import dev.sluice.bench.sink.TlsFiles;
import dev.sluice.local.process.TemporaryFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/**
 * {@code bench/soak [--minutes N] [--targets N]}: ends with 0 when everything stayed flat and no
 * healthy target was harmed, with 1 when not, with 2 for a wrong command line.
 */
public final class Main {
  private static final int SECONDS_TO_CLEAR_UP = 20;

  private Main() {}

  /** Runs the soak. */
  public static void main(String[] words) throws Exception {
    Options options;
    try {
      options = Options.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println("bench/soak: " + e.getMessage() + "; see bench/soak --help");
      System.exit(2);
      return;
    }
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cleared = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(asked, cleared)));
    boolean passed;
    try (TemporaryFolder folder = TemporaryFolder.create("sluice-soak")) {
      passed = run(options, folder.path(), asked);
    } finally {
      cleared.countDown();
    }
    System.exit(passed ? 0 : 1);
  }

  private static boolean run(Options options, Path folder, CountDownLatch asked) throws Exception {
    System.err.println("making the clip ...");
    String ffmpeg = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    try (LiveSource source = LiveSource.start(ffmpeg, folder);
        Soak soak = Soak.start(options, source, TlsFiles.create(folder), folder)) {
      boolean whole = soak.watch(asked);
      if (asked.getCount() == 0) {
        System.err.println("bench/soak: called off");
        return false;
      }
      soak.stopTask();
      Report report = soak.report(whole);
      System.out.print(report.markdown());
      return report.passed();
    }
  }

  /** On a signal: what was started is ended first. */
  private static void end(CountDownLatch asked, CountDownLatch cleared) {
    asked.countDown();
    try {
      boolean _ = cleared.await(SECONDS_TO_CLEAR_UP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
