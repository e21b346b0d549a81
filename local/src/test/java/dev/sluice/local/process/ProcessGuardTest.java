package dev.sluice.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone: it looks for the guard's shell among this JVM's children. */
@Isolated
class ProcessGuardTest {

  @Test
  void childrenThatAreLeftAreKilledAtTheEndThoughTheyIgnoreSignals() throws Exception {
    Process deaf;
    try (ProcessGuard guard = ProcessGuard.start()) {
      deaf = guard.start(new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; echo on; sleep 600"));
      assertThat(deaf.inputReader().readLine()).isEqualTo("on");
    }
    assertThat(deaf.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(deaf.exitValue()).isEqualTo(128 + 9);
  }

  @Test
  void aChildIsStillGuardedAfterItsGuardWasKilled() throws Exception {
    Process first;
    Process second;
    try (ProcessGuard guard = ProcessGuard.start()) {
      first = guard.start(new ProcessBuilder("sleep", "600"));
      ProcessHandle shell =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().commandLine().orElse("").contains("read -r change"))
              .max((a, b) -> Long.compare(a.pid(), b.pid()))
              .orElseThrow();
      assertThat(shell.destroyForcibly()).isTrue();
      assertThat(shell.onExit().get(5, TimeUnit.SECONDS)).isNotNull();
      second = guard.start(new ProcessBuilder("sleep", "600"));
      assertThat(first.isAlive()).isTrue();
    }
    assertThat(first.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theLastCommandIsRunAtTheEnd(@TempDir Path folder) throws Exception {
    Path left = folder.resolve("a file");
    try (ProcessGuard _ =
        ProcessGuard.start(List.of("/bin/sh", "-c", ": >\"$1\"", "", "" + left))) {
      assertThat(left).doesNotExist();
    }
    assertThat(left).exists();
  }

  @Test
  void nothingIsStartedOnceItIsClosed() throws Exception {
    ProcessGuard guard = ProcessGuard.start();
    guard.close();
    assertThatThrownBy(() -> guard.start(new ProcessBuilder("true")))
        .isInstanceOf(IOException.class);
  }
}
