package dev.sluice.local.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerCommandTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;

  @Test
  void aWarningIsNoPartOfTheAnswer() throws Exception {
    DockerCommand docker = docker("echo 'WARNING: no swap limit' >&2; echo sha256:abc", LONG);
    assertThat(docker.run("image", "inspect")).isEqualTo("sha256:abc");
  }

  @Test
  void whatWentWrongIsTheLastWordsOfStandardError() throws Exception {
    DockerCommand docker =
        docker(
            "echo half an answer; echo 'WARNING: x' >&2; echo 'no such image' >&2; exit 1", LONG);
    assertThatThrownBy(() -> docker.run("image", "inspect"))
        .isInstanceOf(IOException.class)
        .hasMessage("no such image");
  }

  @Test
  void anEngineThatDoesNotAnswerIsNotWaitedForAndItsCommandIsEnded() throws Exception {
    DockerCommand docker = docker("exec sleep 600", SHORT);
    assertThatThrownBy(() -> docker.run("create"))
        .isInstanceOf(IOException.class)
        .hasMessage("docker create has no answer of the engine");
  }

  @Test
  void whatIsBegunHasATimeLimitToo() throws Exception {
    DockerCommand docker =
        docker("echo $$ >'" + pid() + "'; exec sleep 600", Duration.ofSeconds(10));
    Object _ = docker.begin("rm", "--force", "x").get(60, TimeUnit.SECONDS);
    long pid = Long.parseLong(Files.readString(pid()).strip());
    await().until(() -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), is -> !is);
  }

  private Path pid() {
    return folder.resolve("pid");
  }

  private DockerCommand docker(String script, Duration timeout) throws IOException {
    return new DockerCommand(Script.write(folder.resolve("docker"), script), timeout);
  }
}
