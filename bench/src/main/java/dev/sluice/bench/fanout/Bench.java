package dev.sluice.bench.fanout;

import dev.sluice.bench.contender.Contender;
import dev.sluice.bench.contender.Trial;
import dev.sluice.bench.feed.LiveSource;
import dev.sluice.bench.measure.ProcessMeter;
import dev.sluice.bench.process.Child;
import dev.sluice.bench.sink.NginxSink;
import dev.sluice.bench.sink.Probe;
import dev.sluice.bench.sink.SrtSinks;
import dev.sluice.bench.sink.TlsFiles;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one contender through one scenario once. */
final class Bench {
  private static final Duration START = Duration.ofSeconds(60);

  /** What one contender takes to start and to warm up, and another does not. */
  private static final Duration OTHERS = Duration.ofMinutes(2);

  private final LiveSource source;
  private final TlsFiles tls;
  private final Path folder;
  private final Duration window;

  Bench(LiveSource source, TlsFiles tls, Path folder, Duration window) {
    this.source = source;
    this.tls = tls;
    this.folder = folder;
    this.window = window;
  }

  /**
   * Runs it.
   *
   * @param steady awaited when the contender runs steadily, before it is measured
   */
  Figures run(Contender contender, Scenario scenario, CyclicBarrier steady)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, contender.name());
    // nginx's worker is another user where its master is root.
    own.toFile().setWritable(true, false);
    return scenario.protocol() == Protocol.SRT
        ? srt(contender, scenario, own, steady)
        : rtmp(contender, scenario, own, steady);
  }

  private Figures rtmp(Contender contender, Scenario scenario, Path own, CyclicBarrier steady)
      throws IOException, InterruptedException {
    boolean secure = scenario.protocol() == Protocol.RTMPS;
    try (NginxSink sink = NginxSink.start(own, tls.certificate(), tls.key());
        Probe probe = Probe.start(source.sentTimes(), secure ? identity() : null)) {
      await("the sink", sink::answers);
      List<String> targets = new ArrayList<>(List.of(probe.url() + "/t0"));
      for (int i = 1; i < scenario.targets(); i++) {
        targets.add((secure ? sink.rtmpsUrl() : sink.rtmpUrl()) + "/t" + i);
      }
      Trial trial = new Trial(scenario.protocol(), source.url(), targets, tls.caFile(), own);
      try (Child child = contender.start(trial)) {
        await(
            "all targets of " + contender.name(),
            () -> probe.firstFrameNanos() != 0 && sink.publishers() == scenario.targets() - 1);
        double first = (probe.firstFrameNanos() - child.startedNanos()) / 1e6;
        return measure(contender, child, probe, first, steady);
      } finally {
        contender.clear();
      }
    }
  }

  private Figures srt(Contender contender, Scenario scenario, Path own, CyclicBarrier steady)
      throws IOException, InterruptedException {
    try (SrtSinks sinks = SrtSinks.start(scenario.targets(), own)) {
      String latency = contender.name().equals("sluice") ? "" : "?latency=120000";
      List<String> targets =
          sinks.ports().stream().map(port -> "srt://127.0.0.1:" + port + latency).toList();
      Trial trial = new Trial(Protocol.SRT, source.url(), targets, tls.caFile(), own);
      try (Child child = contender.start(trial)) {
        return measure(contender, child, null, Double.NaN, steady);
      } finally {
        contender.clear();
      }
    }
  }

  private Figures measure(
      Contender contender,
      Child child,
      @Nullable Probe probe,
      double firstMillis,
      CyclicBarrier steady)
      throws IOException, InterruptedException {
    ProcessMeter meter = new ProcessMeter(child.process().toHandle());
    TimeUnit.NANOSECONDS.sleep(contender.warmUp().toNanos());
    try {
      int _ = steady.await(OTHERS.toSeconds(), TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IOException("the contenders beside " + contender.name() + " did not start", e);
    }
    if (probe != null) {
      probe.measure();
    }
    long cpu = meter.cpuNanos();
    long wall = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(window.toNanos());
    double busy = 1000.0 * (meter.cpuNanos() - cpu) / (System.nanoTime() - wall);
    double megabytes = meter.residentMegabytes();
    if (!child.process().isAlive()) {
      throw new IOException("the contender ended by itself");
    }
    return new Figures(
        busy,
        megabytes,
        firstMillis,
        probe == null ? Double.NaN : probe.picturesMillisAt(0.5),
        probe == null ? Double.NaN : probe.picturesMillisAt(0.99),
        probe == null ? Double.NaN : probe.soundMillisAt(0.99),
        meter.sendsPerSecond());
  }

  private TlsIdentity identity() throws IOException {
    return TlsIdentity.fromPkcs12(tls.store(), TlsFiles.PASSWORD.toCharArray());
  }

  private static void await(String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException("waited " + START.toSeconds() + " s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
