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
    Path module = home.resolve("push-task");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + module.resolve("jvm.args"));
    Path jar = module.resolve("target/push-task.jar");
    Path cache = module.resolve("target/push-task.aot");
    if (isOf(jar, cache)) {
      words.add("-XX:AOTCache=" + cache);
    }
    words.add("-cp");
    words.add(jar + File.pathSeparator + module.resolve("target/lib/*"));
    words.add(MAIN);
    words.add("push-task");
    words.add(launch.streamId());
    words.add(launch.sessionId());
    words.add(Integer.toString(launch.attempt()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** Java's cache of linked classes holds for the jars it was made with; see {@code ./sluice}. */
  private static boolean isOf(Path jar, Path cache) {
    try {
      return Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
