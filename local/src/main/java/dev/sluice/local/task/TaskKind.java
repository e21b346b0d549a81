package dev.sluice.local.task;

import java.util.Locale;

/** As what a local run's tasks run. */
public enum TaskKind {
  /** Child processes on this JVM's JDK. */
  PROCESS,
  /** Containers of the task's image. */
  DOCKER;

  /** As a person writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
