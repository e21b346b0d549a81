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
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/**
 * {@code bench/fanout}: all contenders in all scenarios, in turns, round by round, and a table at
 * the end. Progress goes to standard error. Ends with 2 for a wrong command line, with 1 when a
 * trial failed.
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
      for (int round = 1; round <= options.rounds(); round++) {
        List<Contender> turn = new ArrayList<>(contenders);
        Collections.rotate(turn, round);
        for (Contender contender : turn) {
          if (contender.speaks(scenario.protocol())) {
            Figures figures = bench.run(contender, scenario);
            report.add(scenario, contender.name(), figures);
            System.err.printf(
                Locale.ROOT,
                "%s round %d %s: %.1f ms/s, %.0f MB, p99 %.2f ms%n",
                scenario,
                round,
                contender.name(),
                figures.cpuMillisPerSecond(),
                figures.megabytes(),
                figures.p99Millis());
          }
        }
      }
    }
  }
}
