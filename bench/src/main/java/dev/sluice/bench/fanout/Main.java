package dev.sluice.bench.fanout;

import dev.sluice.bench.contender.Contender;
import dev.sluice.bench.contender.NginxContender;
import dev.sluice.bench.contender.SluiceContender;
import dev.sluice.bench.contender.TeeContender;
import dev.sluice.bench.feed.LiveSource;
import dev.sluice.bench.sink.TlsFiles;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Loader;

/**
 * {@code bench/fanout}: all contenders in all scenarios, in turns or together, round by round, and
 * a table at the end. Progress goes to standard error. Ends with 2 for a wrong command line, with 1
 * when a trial failed.
 */
public final class Main {
  private Main() {}

  /** Runs the benchmark. */
  public static void main(String[] words) throws Exception {
    Options options;
    try {
      options = Options.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println("bench/fanout: " + e.getMessage() + "; see bench/fanout --help");
      System.exit(2);
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create("sluice-bench")) {
      System.out.print(run(options, folder.path()).markdown());
    } catch (IOException e) {
      System.err.println("bench/fanout: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static Report run(Options options, Path folder)
      throws IOException, StartException, InterruptedException {
    // nginx's worker is another user where its master is root.
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    String ffmpeg = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    List<Contender> contenders = new ArrayList<>();
    if (options.contenders().contains("sluice")) {
      Path table = Files.createDirectory(folder.resolve("table"));
      contenders.add(SluiceContender.start(options.home(), table));
    }
    contenders.addAll(List.of(new TeeContender(ffmpeg), new NginxContender(ffmpeg)));
    contenders.removeIf(contender -> !options.contenders().contains(contender.name()));
    System.err.println("making the clip ...");
    Report report = new Report();
    try (LiveSource source = LiveSource.start(ffmpeg, folder)) {
      Bench bench = new Bench(source, TlsFiles.create(folder), folder, options.window());
      rounds(bench, report, options, contenders);
    } finally {
      for (Contender contender : contenders) {
        contender.close();
      }
    }
    return report;
  }

  private static void rounds(
      Bench bench, Report report, Options options, List<Contender> contenders)
      throws IOException, InterruptedException {
    for (Scenario scenario : options.scenarios()) {
      List<Contender> able =
          contenders.stream().filter(one -> one.speaks(scenario.protocol())).toList();
      for (int round = 1; round <= options.rounds(); round++) {
        List<Contender> turn = new ArrayList<>(able);
        Collections.rotate(turn, round);
        int atOnce = options.together() ? turn.size() : 1;
        for (int first = 0; first < turn.size(); first += atOnce) {
          String title = scenario + " round " + round;
          atOnce(bench, scenario, turn.subList(first, first + atOnce))
              .forEach(
                  (contender, figures) -> {
                    report.add(scenario, contender.name(), figures);
                    tell(title, contender, figures);
                  });
        }
      }
    }
  }

  private static void tell(String title, Contender contender, Figures figures) {
    System.err.printf(
        Locale.ROOT,
        "%s %s: %.1f ms/s, %.0f MB, p99 %.2f ms%n",
        title,
        contender.name(),
        figures.cpuMillisPerSecond(),
        figures.megabytes(),
        figures.p99Millis());
  }

  /** Each on a thread of its own: they wait for each other, and are measured at the same time. */
  private static Map<Contender, Figures> atOnce(
      Bench bench, Scenario scenario, List<Contender> contenders)
      throws IOException, InterruptedException {
    CyclicBarrier steady = new CyclicBarrier(contenders.size());
    Map<Contender, Future<Figures>> trials = new LinkedHashMap<>();
    Map<Contender, Figures> figures = new LinkedHashMap<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("trial-", 0).factory())) {
      for (Contender contender : contenders) {
        trials.put(contender, threads.submit(() -> trial(bench, contender, scenario, steady)));
      }
      for (Map.Entry<Contender, Future<Figures>> trial : trials.entrySet()) {
        figures.put(trial.getKey(), trial.getValue().get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a trial failed: " + e.getMessage(), e);
    }
    return figures;
  }

  /** Says at once what failed: the others give up later, for want of this one. */
  private static Figures trial(
      Bench bench, Contender contender, Scenario scenario, CyclicBarrier steady)
      throws IOException, InterruptedException {
    try {
      return bench.run(contender, scenario, steady);
    } catch (IOException e) {
      System.err.println(scenario + " " + contender.name() + " failed: " + e.getMessage());
      throw e;
    }
  }
}
