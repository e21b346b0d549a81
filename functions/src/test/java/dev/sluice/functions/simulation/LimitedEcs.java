package dev.sluice.functions.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * ECS with Fargate's limits, behind the SDK's own retries: 20 calls of RunTask a second, 100
 * launches at once and 20 a second for long, one task for a client token.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html">Throttling
 *     quotas</a>
 */
final class LimitedEcs implements EcsClient {
  static final int BURST = 100;
  static final int PER_SECOND = 20;
  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final int TRIES = 3;
  private static final int FIRST_BACKOFF_MILLIS = 1000;

  /** A task that was started. */
  record Started(String streamId, Instant at) {}

  private final VirtualTime time;
  private final RandomGenerator random;
  private final TokenBucket calls;
  private final TokenBucket launches;
  private final Map<String, RunTaskRequest> byToken = new HashMap<>();
  private final List<Started> started = new ArrayList<>();
  private int throttled;
  private int stops;

  LimitedEcs(VirtualTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
    this.calls = new TokenBucket(PER_SECOND, PER_SECOND, time.now());
    this.launches = new TokenBucket(BURST, PER_SECOND, time.now());
  }

  @Override
  public RunTaskResponse runTask(RunTaskRequest request) {
    for (int attempt = 0; ; attempt++) {
      time.pass(LATENCY);
      String taskArn = take(request);
      if (taskArn != null) {
        return RunTaskResponse.builder().tasks(Task.builder().taskArn(taskArn).build()).build();
      }
      throttled++;
      if (attempt == TRIES - 1) {
        throw error("ThrottlingException", "Rate exceeded");
      }
      time.pass(Duration.ofMillis(random.nextInt(FIRST_BACKOFF_MILLIS << attempt)));
    }
  }

  private @Nullable String take(RunTaskRequest request) {
    if (!calls.take(time.now())) {
      return null;
    }
    RunTaskRequest known = byToken.get(request.clientToken());
    if (known != null && !known.equals(request)) {
      throw error("ConflictException", "the same token with other parameters");
    }
    if (known == null) {
      if (!launches.take(time.now())) {
        return null;
      }
      byToken.put(request.clientToken(), request);
      String streamId = request.overrides().containerOverrides().getFirst().command().get(1);
      started.add(new Started(streamId, time.now()));
    }
    return "arn:aws:ecs:us-east-1:111122223333:task/sluice/" + request.clientToken();
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    time.pass(LATENCY);
    stops++;
    return StopTaskResponse.builder().build();
  }

  /** Every task there ever was. */
  List<Started> started() {
    return started;
  }

  int throttled() {
    return throttled;
  }

  int stops() {
    return stops;
  }

  private static EcsException error(String code, String message) {
    return (EcsException)
        EcsException.builder()
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  @Override
  public String serviceName() {
    return EcsClient.SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is no connection.
  }
}
