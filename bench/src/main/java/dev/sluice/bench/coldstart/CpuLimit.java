package dev.sluice.bench.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A control group that gives one process a share of the CPU, as Lambda does by memory. Without a
 * group that may be written there is no limit, and {@link #isThere} says so.
 */
final class CpuLimit implements AutoCloseable {
  private static final int PERIOD_MICROS = 20_000;
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final @Nullable Path group;
  private final boolean unified;

  private CpuLimit(@Nullable Path group, boolean unified) {
    this.group = group;
    this.unified = unified;
  }

  static CpuLimit open() {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = unified ? ROOT : ROOT.resolve("cpu");
    Path group = parent.resolve("sluice-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      if (Files.exists(group.resolve(unified ? "cpu.max" : "cpu.cfs_quota_us"))) {
        return new CpuLimit(group, unified);
      }
      Files.delete(group);
    } catch (IOException e) {
      System.err.println("bench/cold-start: no control group may be made here: " + e);
    }
    return new CpuLimit(null, unified);
  }

  boolean isThere() {
    return group != null;
  }

  /** Gives the processes in it so much of one CPU from now on. */
  void set(double cpus) throws IOException {
    if (group == null) {
      return;
    }
    long quota = Math.round(cpus * PERIOD_MICROS);
    if (unified) {
      Files.writeString(
          group.resolve("cpu.max"), String.format(Locale.ROOT, "%d %d", quota, PERIOD_MICROS));
    } else {
      Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
      Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
    }
  }

  void add(long pid) throws IOException {
    if (group != null) {
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }
  }

  /** Removes the group; the processes in it have ended. */
  @Override
  public void close() throws IOException {
    if (group != null) {
      Files.delete(group);
    }
  }
}
