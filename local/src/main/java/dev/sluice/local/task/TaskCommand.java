package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line of a push task: the one of the container image, with the same JVM flags, run on
 * this JVM's JDK.
 *
 * @param home the project's folder
 * @param environment all that a task sees of the environment; nothing of this process's own leaks
 */
public record TaskCommand(Path home, Map<String, String> environment) {

  private static final String MAIN = "dev.sluice.push.task.Main";

  public TaskCommand {
    environment = Map.copyOf(environment);
  }

  /** The flags, class path, main class and ids of an attempt; no secret among them. */
  public ProcessBuilder of(Launch launch) {
    List<String> words = new ArrayList<>(jvm(home));
    if (isOf(jar(home), cache(home))) {
      words.add("-XX:AOTCache=" + cache(home));
    }
    words.addAll(words(launch.streamId(), launch.sessionId(), launch.attempt()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** The program {@code java}, its flags and the task's class path. */
  public static List<String> jvm(Path home) {
    Path module = home.resolve("push-task");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + module.resolve("jvm.args"),
        "-XX:CompilerDirectivesFile=" + module.resolve("compilers.json"),
        "-cp",
        jar(home) + File.pathSeparator + module.resolve("target/lib/*"));
  }

  /** The main class and what it is told. */
  public static List<String> words(String streamId, String sessionId, int attempt) {
    return List.of(MAIN, "push-task", streamId, sessionId, Integer.toString(attempt));
  }

  /** What Java has kept of a rehearsal, if there was one; see {@code training.Rehearsal}. */
  public static Path cache(Path home) {
    return home.resolve("push-task/target/push-task.aot");
  }

  private static Path jar(Path home) {
    return home.resolve("push-task/target/push-task.jar");
  }

  /** Java's cache of linked classes holds for the jars it was made with. */
  private static boolean isOf(Path jar, Path cache) {
    try {
      return Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
