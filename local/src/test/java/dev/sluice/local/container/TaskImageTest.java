package dev.sluice.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.testing.Engine;
import dev.sluice.local.testing.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the push task's image is of. */
class TaskImageTest {
  private static final String LIBRARIES = "opt/sluice/lib/";
  private static final String RUNTIME = "opt/sluice/jre/";

  @BeforeEach
  void needs() throws Exception {
    Engine.assumeImage();
  }

  /** The local run, DynamoDB Local with it, rehearses the task's start while the image is built. */
  @Test
  void theImageHoldsTheTasksJarsAndNothingOfWhatTrainedIt() throws Exception {
    List<String> files = files("sluice-push-task:latest");
    assertThat(files).contains("opt/sluice/push-task.aot");
    assertThat(files)
        .filteredOn(file -> file.endsWith(".jar") && !file.startsWith(RUNTIME))
        .containsExactlyInAnyOrderElementsOf(packaged());
    assertThat(files).noneMatch(file -> file.contains("DynamoDBLocal") || file.contains("sqlite"));
    assertThat(files).noneMatch(file -> file.endsWith(".class"));
  }

  /** The push task's jars, but for those whose libraries are unpacked. */
  private static List<String> packaged() throws Exception {
    List<String> jars = new ArrayList<>(List.of(LIBRARIES + "push-task.jar"));
    try (Stream<Path> all = Files.list(Project.home().resolve("push-task/target/lib"))) {
      all.map(jar -> "" + jar.getFileName())
          .filter(name -> !name.contains("-linux-"))
          .forEach(name -> jars.add(LIBRARIES + name));
    }
    return jars;
  }

  private static List<String> files(String image) throws Exception {
    String container = Engine.say("create", image);
    try {
      Process list =
          new ProcessBuilder("/bin/sh", "-c", "docker export " + container + " | tar -t").start();
      String files = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(list.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(list.exitValue()).isZero();
      return files.lines().toList();
    } finally {
      String _ = Engine.say("rm", "--force", "--volumes", container);
    }
  }
}
