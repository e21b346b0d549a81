package dev.sluice.bench.soak;

import dev.sluice.bench.measure.ProcessMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures a JVM from outside: Linux's accounts, and what {@code jcmd} of this JDK is told. */
final class TaskMeter {
  /** To be in the environment of the JVM that is measured. */
  static final String JVM_FLAGS = "-XX:NativeMemoryTracking=summary";

  private static final Pattern HEAP_USED = Pattern.compile("(?:DefNew|Tenured|heap).*used (\\d+)K");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
  private static final double MEGABYTES_OF_KIB = 1024 / 1e6;

  private final ProcessHandle process;
  private final Path proc;

  TaskMeter(ProcessHandle process) {
    this.process = process;
    this.proc = Path.of("/proc", Long.toString(process.pid()));
  }

  Sample sample(long seconds) throws IOException, InterruptedException {
    return new Sample(
        seconds,
        new ProcessMeter(process).residentMegabytes(),
        sum(OTHER, jcmd("VM.native_memory", "summary", "scale=KB")),
        heapMegabytes(),
        count("task"),
        count("fd"));
  }

  /** The heap in use after a collection of the whole. */
  double liveHeapMegabytes() throws IOException, InterruptedException {
    String _ = jcmd("GC.run");
    return heapMegabytes();
  }

  private double heapMegabytes() throws IOException, InterruptedException {
    return sum(HEAP_USED, jcmd("GC.heap_info"));
  }

  private static double sum(Pattern kilobytes, String text) {
    List<String> found =
        kilobytes.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("jcmd said something else:\n" + text);
    }
    return found.stream().mapToLong(Long::parseLong).sum() * MEGABYTES_OF_KIB;
  }

  private int count(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(proc.resolve(folder))) {
      return (int) entries.count();
    }
  }

  private String jcmd(String... words) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Stream<String> command =
        Stream.concat(
            Stream.of(program.toString(), Long.toString(process.pid())), Stream.of(words));
    Process jcmd = new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!jcmd.waitFor(10, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
      jcmd.destroyForcibly();
      throw new IOException("jcmd failed: " + text);
    }
    return text;
  }
}
