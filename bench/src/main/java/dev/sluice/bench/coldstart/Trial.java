package dev.sluice.bench.coldstart;

import dev.sluice.functions.runtime.FunctionProcess;
import dev.sluice.functions.runtime.RuntimeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Runs one handler from its start.
 *
 * @param varTask the unpacked package
 * @param event the request, the same each time
 */
record Trial(
    Path varTask, String handler, Map<String, String> environment, String event, CpuLimit cpu) {
  private static final double INIT_CPUS = 1.0;
  private static final double RUN_CPUS = 0.58;
  private static final int WARM_UP = 1500;
  private static final int WARM = 1500;

  /**
   * What was measured; milliseconds and megabytes.
   *
   * @param memory the most that was resident
   */
  record Cold(double init, double first, double p50, double p99, double memory) {
    double total() {
      return init + first;
    }
  }

  /** From nothing, with credentials in the environment. */
  Cold cold() throws IOException, InterruptedException, TimeoutException {
    cpu.set(INIT_CPUS);
    long begin = System.nanoTime();
    try (RuntimeApi api = RuntimeApi.start();
        FunctionProcess process = FunctionProcess.start(api, varTask, handler, environment)) {
      cpu.add(process.pid());
      String _ = process.await(api.ready());
      double init = millisSince(begin);
      cpu.set(RUN_CPUS);
      double first = request(api);
      cpu.set(INIT_CPUS);
      for (int i = 0; i < WARM_UP; i++) {
        request(api);
      }
      double[] warm = new double[WARM];
      for (int i = 0; i < WARM; i++) {
        warm[i] = request(api);
      }
      Arrays.sort(warm);
      return new Cold(init, first, warm[WARM / 2], warm[WARM * 99 / 100], memory(process.pid()));
    }
  }

  /** The first request after a restore from the snapshot. */
  double restored() throws IOException, InterruptedException, TimeoutException {
    cpu.set(INIT_CPUS);
    try (RuntimeApi api = RuntimeApi.start();
        FunctionProcess process =
            FunctionProcess.startForSnapshot(api, varTask, handler, environment)) {
      cpu.add(process.pid());
      String _ = process.await(api.snapshotReady());
      cpu.set(RUN_CPUS);
      api.restore();
      String _ = process.await(api.ready());
      return request(api);
    }
  }

  private double request(RuntimeApi api) throws InterruptedException, TimeoutException {
    long begin = System.nanoTime();
    String answer = api.invoke(event);
    double millis = millisSince(begin);
    if (!answer.contains("\"statusCode\":200")) {
      throw new IllegalStateException("the function answered " + answer);
    }
    return millis;
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static double memory(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }
}
