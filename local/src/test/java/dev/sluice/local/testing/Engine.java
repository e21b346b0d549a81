package dev.sluice.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** This machine's Docker engine, and the push task's image in it. */
public final class Engine {

  private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

  /** Whether it could be built; null before the first try. */
  private static @Nullable Boolean built;

  private Engine() {}

  /**
   * Skips the test where no engine answers or the image cannot be built; in CI, fails. There it is
   * built without pulling what it is built in.
   */
  public static void assumeImage() throws Exception {
    Project.assumePushTask();
    boolean answers = ends(new ProcessBuilder("docker", "version"), 30);
    if (!CI) {
      assumeTrue(answers, "no Docker engine answers here");
    }
    assertThat(answers).as("in CI tasks are run as containers, too: a Docker engine").isTrue();
    Path log = Project.home().resolve("push-task/target/image.log");
    boolean built = built(log);
    if (!CI) {
      assumeTrue(built, "the push task's image cannot be built here; why is in " + log);
    }
    assertThat(built).as("the push task's image; see %s", log).isTrue();
  }

  /** Skips the test where no engine answers that has this image; in CI, fails. */
  public static void assume(String image) throws Exception {
    boolean there = ends(new ProcessBuilder("docker", "image", "inspect", image), 30);
    if (!CI) {
      assumeTrue(there, "no Docker engine with the image " + image + " answers here");
    }
    assertThat(there).as("in CI a Docker engine with the image %s", image).isTrue();
  }

  /** The containers that bear a label, those that have ended among them. */
  public static List<String> containers(String label) throws Exception {
    return list("--all", "label=" + label);
  }

  /** Those of them that run. */
  public static List<String> running(String label) throws Exception {
    return list("--filter=status=running", "label=" + label);
  }

  private static List<String> list(String which, String filter) throws Exception {
    return say("ps", "--quiet", "--no-trunc", which, "--filter", filter).lines().toList();
  }

  /** What a command answers. */
  public static String say(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    Process docker = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(docker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(docker.exitValue()).as("docker %s: %s", words[0], said).isZero();
    return said.strip();
  }

  private static synchronized boolean built(Path log) throws InterruptedException {
    if (built == null) {
      List<String> build = new ArrayList<>();
      build.add(Project.home().resolve("infra/push-task/build").toString());
      build.add("--if-changed");
      // In the phase of the tests the local run is classes, and no jar yet.
      build.addAll(List.of("--local", System.getProperty("java.class.path")));
      if (CI) {
        build.add("--from-packages");
      }
      built = ends(new ProcessBuilder(build).redirectError(log.toFile()), 600);
    }
    return built;
  }

  private static boolean ends(ProcessBuilder command, int seconds) throws InterruptedException {
    try {
      Process process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      System.err.println("no docker command: " + e.getMessage());
    }
    return false;
  }
}
