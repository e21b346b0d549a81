package dev.sluice.local.container;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The push task's image, built of what Maven built. */
final class TaskImage {

  private static final String NAME = "sluice-push-task:latest";

  /** Of packages on a slow line, it takes minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private TaskImage() {}

  /**
   * Builds it unless it is there, of these very jars; the build tells standard error how far it is.
   *
   * @param home the project's folder
   * @return its id, which a later build does not change
   * @throws StartException if it cannot be built
   */
  static String provide(Path home, DockerCommand docker, ProcessGuard guard) throws StartException {
    Path build = home.resolve("infra/push-task/build");
    try {
      Process process =
          guard.start(
              new ProcessBuilder(build.toString(), "--if-changed", "--tag", NAME)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.INHERIT));
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        throw new StartException(
            "the task's image took more than " + PATIENCE.toMinutes() + " minutes to build");
      }
      if (process.exitValue() == 0) {
        return docker.run("image", "inspect", "--format", "{{.Id}}", NAME);
      }
    } catch (IOException e) {
      throw new StartException("the task's image cannot be built: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StartException(
        "the task's image could not be built, as said above; "
            + build
            + " --help tells how to build it of other images, or of packages");
  }
}
