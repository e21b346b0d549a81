package dev.sluice.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What Linux accounts to a process and all its descendants.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">schedstat: nanoseconds on a
 *     CPU, per thread</a>
 */
public record ProcessMeter(ProcessHandle process) {
  /** Nanoseconds on a CPU since the start, of the threads that live. */
  public long cpuNanos() throws IOException {
    long sum = 0;
    for (ProcessHandle one : family()) {
      Path tasks = Path.of("/proc", Long.toString(one.pid()), "task");
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
        for (Path thread : threads) {
          sum += firstNumber(thread.resolve("schedstat"));
        }
      }
    }
    return sum;
  }

  /** Resident memory in megabytes (10^6 bytes). */
  public double residentMegabytes() throws IOException {
    long kib = 0;
    for (ProcessHandle one : family()) {
      Path status = Path.of("/proc", Long.toString(one.pid()), "status");
      try (Stream<String> lines = Files.lines(status)) {
        kib +=
            lines
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
      }
    }
    return kib * 1024 / 1e6;
  }

  /**
   * Calls a second that send, counted by strace for two seconds; NaN where strace is not installed.
   * It slows the process down: to be called after all else was measured.
   */
  public double sendsPerSecond() throws IOException, InterruptedException {
    ProcessBuilder strace =
        new ProcessBuilder(
            "timeout",
            "-s",
            "INT",
            "2",
            "strace",
            "-f",
            "-c",
            "-e",
            "trace=sendto,sendmsg,sendmmsg,write,writev",
            "-p",
            Long.toString(process.pid()));
    strace.redirectErrorStream(true);
    try {
      Process running = strace.start();
      String table =
          new String(
              running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      boolean _ = running.waitFor(5, TimeUnit.SECONDS);
      return table
              .lines()
              .filter(line -> line.endsWith("total"))
              .mapToDouble(ProcessMeter::calls)
              .sum()
          / 2;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** strace's columns: % time, seconds, usecs/call, calls. */
  private static double calls(String total) {
    String[] columns = Arrays.stream(total.strip().split("\\s+")).toArray(String[]::new);
    return Double.parseDouble(columns[3]);
  }

  private java.util.List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  private static long firstNumber(Path file) {
    try {
      String text = Files.readString(file);
      return Long.parseLong(text.substring(0, text.indexOf(' ')));
    } catch (IOException e) {
      return 0; // the thread has just ended
    }
  }
}
