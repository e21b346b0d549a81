package dev.sluice.push.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment tells a task.
 *
 * @param table {@code SLUICE_TABLE}: name of the DynamoDB table
 * @param vault {@code SLUICE_VAULT}: {@code file:<path>} or {@code kms:<key ARN>}
 * @param caFile {@code SLUICE_CA_FILE}: PEM file of further certificate authorities trusted for
 *     RTMPS, or null
 */
record TaskSettings(String table, String vault, @Nullable Path caFile) {
  static TaskSettings of(Map<String, String> environment) {
    return new TaskSettings(
        required(environment, "SLUICE_TABLE"),
        required(environment, "SLUICE_VAULT"),
        readable(environment.get("SLUICE_CA_FILE")));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new ConfigurationException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static @Nullable Path readable(@Nullable String file) {
    if (file == null || file.isBlank()) {
      return null;
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new ConfigurationException("SLUICE_CA_FILE names a file that cannot be read: " + path);
    }
    return path;
  }
}
