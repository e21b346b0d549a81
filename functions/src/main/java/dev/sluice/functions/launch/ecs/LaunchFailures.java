package dev.sluice.functions.launch.ecs;

import static dev.sluice.catalog.status.Reason.CAPACITY;
import static dev.sluice.catalog.status.Reason.LAUNCH_FAILED;
import static dev.sluice.functions.launch.Remedy.GIVE_UP;
import static dev.sluice.functions.launch.Remedy.NEW_ATTEMPT;
import static dev.sluice.functions.launch.Remedy.RETRY;

import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Remedy;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * What RunTask's refusals mean, a row each; {@code docs/operations/launch-failures.md} shows the
 * same rows to operators, held equal by a test.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#API_RunTask_Errors">Errors</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">Failure
 *     reasons</a>
 */
final class LaunchFailures {
  private static final String NO_TASK_NO_FAILURE = "(no task, no failure)";
  private static final String NO_ANSWER = "(no answer)";

  /** The rows, the first that matches counts; the last matches everything. */
  static final List<Row> ROWS =
      List.of(
          row("RESOURCE:.*", CAPACITY, RETRY, "No machine has room for the push task."),
          row("Capacity is unavailable.*", CAPACITY, RETRY, "Fargate has no capacity right now."),
          row("AGENT", CAPACITY, RETRY, "The machine's ECS agent is not connected."),
          row(
              "InvalidParameterException: No Container Instances.*",
              CAPACITY,
              RETRY,
              "No machine is registered in the cluster."),
          row("Throttl.*|.*Rate exceeded.*", CAPACITY, RETRY, "AWS is throttling task launches."),
          row(
              "LimitExceeded.*|.*reached the limit.*",
              CAPACITY,
              RETRY,
              "The account's limit of tasks is reached."),
          row(NO_TASK_NO_FAILURE, CAPACITY, RETRY, "ECS answered without a task."),
          row(NO_ANSWER, LAUNCH_FAILED, RETRY, "ECS could not be reached."),
          row(
              "Server.*|InternalFailure.*|ServiceUnavailable.*",
              LAUNCH_FAILED,
              RETRY,
              "ECS had an error of its own."),
          row(
              "ExpiredToken.*|RequestExpired.*",
              LAUNCH_FAILED,
              RETRY,
              "The function's credentials had expired."),
          row(
              "ConflictException.*",
              LAUNCH_FAILED,
              NEW_ATTEMPT,
              "An earlier launch of this attempt had other parameters."),
          row(
              "AccessDenied.*|UnrecognizedClient.*",
              LAUNCH_FAILED,
              GIVE_UP,
              "The role of the function may not start tasks."),
          row("ClusterNotFound.*", LAUNCH_FAILED, GIVE_UP, "The cluster does not exist."),
          row(
              "MISSING|INACTIVE",
              LAUNCH_FAILED,
              GIVE_UP,
              "The cluster or the task definition is gone."),
          row(
              "ATTRIBUTE",
              LAUNCH_FAILED,
              GIVE_UP,
              "No machine of the cluster can run this task definition."),
          row(
              "Platform.*|UnsupportedFeature.*",
              LAUNCH_FAILED,
              GIVE_UP,
              "The platform does not take this task definition."),
          row("Blocked.*", LAUNCH_FAILED, GIVE_UP, "AWS has blocked this account."),
          row(
              "InvalidParameter.*|Client.*|Validation.*",
              LAUNCH_FAILED,
              GIVE_UP,
              "ECS refused the launch's parameters."),
          row(".*", LAUNCH_FAILED, RETRY, "ECS refused the launch."));

  /**
   * One row.
   *
   * @param pattern of the failure's reason, or of "error code: message"
   * @param told what the stream's owner reads
   */
  record Row(
      String pattern, Reason reason, Remedy remedy, String told, Predicate<String> matches) {}

  private LaunchFailures() {}

  /** RunTask answered 200 without a task. */
  static LaunchException of(List<Failure> failures) {
    if (failures.isEmpty()) {
      return find(NO_TASK_NO_FAILURE);
    }
    String reason = failures.getFirst().reason();
    return find(reason == null ? "" : reason);
  }

  /** RunTask answered with an error, or not at all. */
  static LaunchException of(SdkException error) {
    if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      var details = service.awsErrorDetails();
      return find(details.errorCode() + ": " + details.errorMessage());
    }
    return find(NO_ANSWER);
  }

  private static LaunchException find(String what) {
    Row row = ROWS.stream().filter(r -> r.matches().test(what)).findFirst().orElseThrow();
    return new LaunchException(row.reason(), row.remedy(), row.told());
  }

  private static Row row(String pattern, Reason reason, Remedy remedy, String told) {
    boolean literal = pattern.startsWith("(");
    Pattern compiled = Pattern.compile(literal ? Pattern.quote(pattern) : pattern, Pattern.DOTALL);
    return new Row(pattern, reason, remedy, told, compiled.asMatchPredicate());
  }
}
