package dev.sluice.bench.fanout;

import dev.sluice.bench.contender.Contender;
import dev.sluice.bench.contender.NginxContender;
import dev.sluice.bench.contender.SluiceContender;
import dev.sluice.bench.contender.TeeContender;
import dev.sluice.bench.feed.LiveSource;
import dev.sluice.bench.sink.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/**
 * {@code bench/fanout [--rounds N] [--seconds N] [--only PROTOCOLxN] [--contenders NAME,NAME]}: all
 * contenders in all scenarios, in turns, round by round, and a table at the end. Progress goes to
 * standard error.
 */
public final class Main {
  private Main() {}

  /** Runs the benchmark. */
  public static void main(String[] words) throws Exception {
    Options options = Options.parse(List.of(words));
    Path folder = Files.createTempDirectory("sluice-bench");
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    String ffmpeg = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    Report report = new Report();
    System.err.println("making the clip ...");
    try (LiveSource source = LiveSource.start(ffmpeg, folder);
        SluiceContender sluice =
            new SluiceContender(options.home(), Files.createDirectory(folder.resolve("table")));
        NginxContender nginx = new NginxContender(ffmpeg)) {
      Bench bench = new Bench(source, TlsFiles.create(folder), folder, options.window());
      rounds(bench, report, options, List.of(sluice, new TeeContender(ffmpeg), nginx));
    }
    System.out.print(report.markdown());
    System.exit(0);
  }

  private static void rounds(
      Bench bench, Report report, Options options, List<Contender> contenders)
      throws IOException, InterruptedException {
    for (Scenario scenario : options.scenarios()) {
      for (int round = 1; round <= options.rounds(); round++) {
        List<Contender> turn = new java.util.ArrayList<>(contenders);
        Collections.rotate(turn, round);
        for (Contender contender : turn) {
          boolean wanted = options.contenders().contains(contender.name());
          if (wanted && contender.speaks(scenario.protocol())) {
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
