package dev.sluice.functions.launch.ecs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where tasks run, from the environment.
 *
 * @param cluster {@code SLUICE_CLUSTER}: the cluster's ARN
 * @param taskDefinition {@code SLUICE_TASK_DEFINITION}: ARN with its revision, so that a deploy
 *     does not change a running launch
 * @param launchType {@code SLUICE_LAUNCH_TYPE}: {@code FARGATE} or {@code EXTERNAL}
 * @param subnets {@code SLUICE_SUBNETS}, comma separated; Fargate only
 * @param securityGroups {@code SLUICE_SECURITY_GROUPS}, comma separated; Fargate only
 * @param publicIp {@code SLUICE_PUBLIC_IP}: {@code ENABLED} (default) or {@code DISABLED}; Fargate
 *     only
 */
public record EcsSettings(
    String cluster,
    String taskDefinition,
    String launchType,
    List<String> subnets,
    List<String> securityGroups,
    String publicIp) {
  static final String FARGATE = "FARGATE";

  public EcsSettings {
    if (!launchType.equals(FARGATE) && !launchType.equals("EXTERNAL")) {
      throw new IllegalArgumentException("SLUICE_LAUNCH_TYPE is neither FARGATE nor EXTERNAL");
    }
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
  }

  /** Reads the environment; a missing name fails the function's start. */
  public static EcsSettings of(Map<String, String> environment) {
    return new EcsSettings(
        required(environment, "SLUICE_CLUSTER"),
        required(environment, "SLUICE_TASK_DEFINITION"),
        environment.getOrDefault("SLUICE_LAUNCH_TYPE", FARGATE),
        list(environment, "SLUICE_SUBNETS"),
        list(environment, "SLUICE_SECURITY_GROUPS"),
        environment.getOrDefault("SLUICE_PUBLIC_IP", "ENABLED"));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static List<String> list(Map<String, String> environment, String name) {
    return Arrays.stream(environment.getOrDefault(name, "").split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
