package dev.sluice.local.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.local.training.Rehearsal;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, as a test sees it. */
public final class Project {

  private Project() {}

  /** The folder that holds the modules. */
  public static Path home() {
    return Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
  }

  /** Skips the test where the push task has not been packaged, as in a plain {@code mvn test}. */
  public static void assumePushTask() {
    Path jar = home().resolve("push-task/target/push-task.jar");
    assumeTrue(Files.exists(jar), "the push task is not packaged; run mvn verify");
  }

  /** Makes the cache with which a task starts quickly, as {@code ./sluice} does after a build. */
  public static void trainPushTask() throws Exception {
    Path log = home().resolve("push-task/target/training.log");
    Rehearsal.ofProject(home()).run(Redirect.to(log.toFile()));
  }
}
