package dev.sluice.functions.launch.ecs;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * Starts tasks by ECS RunTask. The client token is a hash of stream, session and attempt, and
 * everything else in the request comes from the frozen parameters: a repeated call is the same
 * call, and ECS answers it with the task that runs already. Overrides show in events and
 * CloudTrail, so they hold ids and sizes only. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html">Idempotency
 *     in ECS</a>
 */
public final class EcsTaskLauncher implements TaskLauncher {
  private static final Duration START_GRACE = Duration.ofMinutes(3);
  private static final Logger log = LoggerFactory.getLogger(EcsTaskLauncher.class);

  private final EcsClient ecs;
  private final EcsSettings settings;

  public EcsTaskLauncher(EcsClient ecs, EcsSettings settings) {
    this.ecs = ecs;
    this.settings = settings;
  }

  @Override
  public Map<String, String> parameters(Workload workload) {
    TaskSize size = TaskSize.of(workload);
    return Map.of(
        "cluster", settings.cluster(),
        "taskDefinition", settings.taskDefinition(),
        "launchType", settings.launchType(),
        "subnets", String.join(",", settings.subnets()),
        "securityGroups", String.join(",", settings.securityGroups()),
        "publicIp", settings.publicIp(),
        "cpu", Integer.toString(size.cpuUnits()),
        "memory", Integer.toString(size.memoryMiB()));
  }

  @Override
  public String launch(Launch launch) {
    RunTaskResponse answer;
    try {
      answer = ecs.runTask(request(launch));
    } catch (SdkException e) {
      log.warn("streamId={} RunTask failed: {}", launch.streamId(), e.getMessage());
      throw LaunchFailures.of(e);
    }
    if (answer.tasks().isEmpty()) {
      log.warn("streamId={} RunTask started nothing: {}", launch.streamId(), answer.failures());
      throw LaunchFailures.of(answer.failures());
    }
    return answer.tasks().getFirst().taskArn();
  }

  @Override
  public void stop(String taskRef, String why) {
    try {
      ecs.stopTask(r -> r.cluster(settings.cluster()).task(taskRef).reason(why));
    } catch (InvalidParameterException e) {
      log.info("task {} is gone already", taskRef);
    } catch (EcsException e) {
      log.warn("task {} could not be stopped, reconcile tries again: {}", taskRef, e.getMessage());
    }
  }

  @Override
  public Duration startGrace() {
    return START_GRACE;
  }

  private static RunTaskRequest request(Launch launch) {
    Map<String, String> frozen = launch.parameters();
    var request =
        RunTaskRequest.builder()
            .clientToken(token(launch))
            .cluster(frozen.get("cluster"))
            .taskDefinition(frozen.get("taskDefinition"))
            .launchType(LaunchType.fromValue(frozen.get("launchType")))
            .count(1)
            .startedBy("sluice")
            .enableECSManagedTags(true)
            .propagateTags(PropagateTags.TASK_DEFINITION)
            .overrides(overrides(launch));
    if (EcsSettings.FARGATE.equals(frozen.get("launchType"))) {
      request.networkConfiguration(network(frozen));
    }
    return request.build();
  }

  private static TaskOverride overrides(Launch launch) {
    List<String> command =
        List.of(
            "push-task", launch.streamId(), launch.sessionId(), Integer.toString(launch.attempt()));
    return TaskOverride.builder()
        .cpu(launch.parameters().get("cpu"))
        .memory(launch.parameters().get("memory"))
        .containerOverrides(ContainerOverride.builder().name("push").command(command).build())
        .build();
  }

  private static NetworkConfiguration network(Map<String, String> frozen) {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            v ->
                v.subnets(split(frozen, "subnets"))
                    .securityGroups(split(frozen, "securityGroups"))
                    .assignPublicIp(AssignPublicIp.fromValue(frozen.get("publicIp"))))
        .build();
  }

  private static List<String> split(Map<String, String> frozen, String name) {
    return Arrays.asList(frozen.getOrDefault(name, "").split(","));
  }

  /** 64 hexadecimal characters, the longest token ECS takes. */
  private static String token(Launch launch) {
    String what = launch.streamId() + "\n" + launch.sessionId() + "\n" + launch.attempt();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
