package dev.sluice.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.task.TaskLog;
import dev.sluice.local.testing.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code docker} command is told; that the engine understands it is tested elsewhere. */
class ContainersTest {

  private static final String SECRET = "the-secret-of-aws";

  @TempDir Path folder;

  @Test
  void aCredentialReachesTheContainerAndStandsOnNoCommandLine() throws Exception {
    Path words = folder.resolve("words");
    Path told = folder.resolve("told");
    String program =
        Script.write(
            folder.resolve("docker"),
            "echo \"$*\" >>'" + words + "'; echo \"$1 $AWS_SECRET_ACCESS_KEY\" >>'" + told + "'");
    Map<String, String> environment =
        Map.of("SLUICE_VAULT", "kms:key", "AWS_SECRET_ACCESS_KEY", SECRET);
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        ProcessGuard guard = ProcessGuard.start()) {
      Containers containers =
          new Containers(
              new DockerCommand(program, Duration.ofSeconds(20)),
              guard,
              new TaskLog(data.file("logs")),
              new Labels(data.path()),
              TaskContainer.of(data, environment, "image"));
      Launch launch = new Launch("stream", "session", 1, Map.of(), null, Instant.EPOCH, null, null);
      int _ = containers.start(launch, "a-task").exit().get(20, TimeUnit.SECONDS);
    }
    assertThat(Files.readString(words))
        .contains("--env AWS_SECRET_ACCESS_KEY --env SLUICE_VAULT image push-task stream session 1")
        .contains("start --attach a-task", "rm --force --volumes a-task")
        .doesNotContain(SECRET);
    assertThat(Files.readAllLines(told))
        .contains("create " + SECRET)
        .doesNotContain("start " + SECRET);
  }

  @Test
  void anEngineThatIsSlowAtTheRunsEndStillRemovesWhatIsLeft() throws Exception {
    Path left = folder.resolve("left");
    String program =
        Script.write(
            folder.resolve("docker"),
            "case $1 in\n"
                + ("  ps) [ ! -e '" + left + "' ] || echo a-container ;;\n")
                + ("  rm) sleep 6; rm '" + left + "' ;;\n")
                + "esac\n");
    try (ProcessGuard _ =
        Containers.guard(new DockerCommand(program, Duration.ofSeconds(20)), folder)) {
      Files.createFile(left);
    }
    assertThat(left).doesNotExist();
  }
}
