package dev.sluice.functions.launch.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LaunchFailuresTest {
  private static final EcsSettings SETTINGS =
      new EcsSettings(
          "arn:aws:ecs:us-east-1:111122223333:cluster/sluice",
          "arn:aws:ecs:us-east-1:111122223333:task-definition/sluice-push:7",
          "FARGATE",
          List.of("subnet-a", "subnet-b"),
          List.of("sg-1"),
          "ENABLED");

  private final EcsStub ecs;

  LaunchFailuresTest() throws IOException {
    ecs = new EcsStub();
  }

  @AfterEach
  void close() {
    ecs.close();
  }

  /** An answer of ECS for each row, by the words the row's owner is told. */
  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(EcsStub.failure("RESOURCE:MEMORY"), "No machine has room for the push task."),
        Arguments.of(EcsStub.failure("RESOURCE:CPU"), "No machine has room for the push task."),
        Arguments.of(
            EcsStub.failure(
                "Capacity is unavailable at this time. Please try again later or in a different"
                    + " availability zone"),
            "Fargate has no capacity right now."),
        Arguments.of(EcsStub.failure("AGENT"), "The machine's ECS agent is not connected."),
        Arguments.of(
            EcsStub.error(
                400,
                "InvalidParameterException",
                "No Container Instances were found in your cluster."),
            "No machine is registered in the cluster."),
        Arguments.of(
            EcsStub.error(400, "ThrottlingException", "Rate exceeded"),
            "AWS is throttling task launches."),
        Arguments.of(
            EcsStub.error(400, "ClientException", "Rate exceeded"),
            "AWS is throttling task launches."),
        Arguments.of(
            EcsStub.error(
                400,
                "ClientException",
                "You have reached the limit on the number of tasks you can run concurrently"),
            "The account's limit of tasks is reached."),
        Arguments.of(
            EcsStub.error(400, "LimitExceededException", "too many"),
            "The account's limit of tasks is reached."),
        Arguments.of(
            new EcsStub.Answer(200, "{\"tasks\":[],\"failures\":[]}", null),
            "ECS answered without a task."),
        Arguments.of(new EcsStub.Answer(200, "{}", null), "ECS answered without a task."),
        Arguments.of(
            EcsStub.error(500, "ServerException", "sorry"), "ECS had an error of its own."),
        Arguments.of(
            EcsStub.error(503, "ServiceUnavailable", "sorry"), "ECS had an error of its own."),
        Arguments.of(
            EcsStub.error(400, "ExpiredTokenException", "expired"),
            "The function's credentials had expired."),
        Arguments.of(
            EcsStub.error(400, "ConflictException", "same token, other parameters"),
            "An earlier launch of this attempt had other parameters."),
        Arguments.of(
            EcsStub.error(400, "AccessDeniedException", "not authorized to perform ecs:RunTask"),
            "The role of the function may not start tasks."),
        Arguments.of(
            EcsStub.error(400, "ClusterNotFoundException", "Cluster not found."),
            "The cluster does not exist."),
        Arguments.of(EcsStub.failure("MISSING"), "The cluster or the task definition is gone."),
        Arguments.of(
            EcsStub.failure("ATTRIBUTE"),
            "No machine of the cluster can run this task definition."),
        Arguments.of(
            EcsStub.error(400, "PlatformUnknownException", "unknown"),
            "The platform does not take this task definition."),
        Arguments.of(
            EcsStub.error(400, "UnsupportedFeatureException", "no"),
            "The platform does not take this task definition."),
        Arguments.of(
            EcsStub.error(400, "BlockedException", "blocked"), "AWS has blocked this account."),
        Arguments.of(
            EcsStub.error(400, "InvalidParameterException", "Subnet not found"),
            "ECS refused the launch's parameters."),
        Arguments.of(
            EcsStub.error(400, "ClientException", "TaskDefinition is inactive"),
            "ECS refused the launch's parameters."),
        Arguments.of(EcsStub.failure("SOMETHING NEW"), "ECS refused the launch."));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatEcsAnswersIsTheLaunchFailureOfItsRow(EcsStub.Answer answer, String told) {
    ecs.answers(answer);
    LaunchException failure = refused(1);
    LaunchFailures.Row row = row(told);
    assertThat(failure.told()).isEqualTo(told);
    assertThat(failure.reason()).isEqualTo(row.reason());
    assertThat(failure.remedy()).isEqualTo(row.remedy());
  }

  @Test
  void anEcsThatAnswersNobodyIsTriedAgainWithTheSameTokenAndThenUnreachable() {
    CountDownLatch never = new CountDownLatch(1);
    ecs.answers(new EcsStub.Answer(200, "{}", never));
    LaunchException failure = refused(2);
    never.countDown();
    assertThat(failure.told()).isEqualTo("ECS could not be reached.");
    assertThat(ecs.calls()).hasSize(2);
    assertThat(ecs.calls().get(0)).isEqualTo(ecs.calls().get(1));
  }

  @Test
  void everyRowHasAnAnswerThatReachesIt() {
    Set<String> reached = new HashSet<>(Set.of("ECS could not be reached."));
    answers().forEach(a -> reached.add((String) a.get()[1]));
    assertThat(LaunchFailures.ROWS)
        .extracting(LaunchFailures.Row::told)
        .allMatch(reached::contains);
  }

  @Test
  void aStartedTaskIsNamedByItsArn() {
    ecs.answers(EcsStub.started());
    assertThat(launcher(1).launch(launch(1))).isEqualTo(EcsStub.TASK);
  }

  @Test
  void aRepeatedLaunchOfAnAttemptIsTheSameCallAndAnotherAttemptIsNot() {
    ecs.answers(EcsStub.started());
    launcher(1).launch(launch(1));
    launcher(1).launch(launch(1));
    launcher(1).launch(launch(2));
    assertThat(ecs.calls().get(0)).isEqualTo(ecs.calls().get(1));
    assertThat(ecs.calls().get(0).path("clientToken").asString())
        .hasSize(64)
        .isNotEqualTo(ecs.calls().get(2).path("clientToken").asString());
  }

  @Test
  void overridesHoldIdsAndSizesOnly() {
    ecs.answers(EcsStub.started());
    launcher(1).launch(launch(3));
    JsonNode overrides = ecs.calls().getFirst().path("overrides");
    assertThat(overrides.toString())
        .isEqualTo(
            "{\"containerOverrides\":[{\"name\":\"push\",\"command\":"
                + "[\"push-task\",\"stream-1\",\"session-1\",\"3\"]}],"
                + "\"cpu\":\"256\",\"memory\":\"512\"}");
  }

  @Test
  void aTaskThatIsGoneAlreadyIsStoppedWithoutAnError() {
    ecs.answers(
        EcsStub.error(400, "InvalidParameterException", "The referenced task was not found."));
    launcher(1).stop(EcsStub.TASK, "its session has ended");
    assertThat(ecs.calls().getFirst().path("task").asString()).isEqualTo(EcsStub.TASK);
    assertThat(ecs.calls().getFirst().path("reason").asString()).isEqualTo("its session has ended");
  }

  @Test
  void theOperatorsPageShowsTheSameRows() throws IOException {
    List<String> shown =
        Files.readAllLines(Path.of("../docs/operations/launch-failures.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(shown)
        .containsExactlyElementsOf(LaunchFailures.ROWS.stream().map(this::shown).toList());
  }

  private String shown(LaunchFailures.Row row) {
    return "| `%s` | `%s` | %s | %s |"
        .formatted(
            row.pattern().replace("|", "\\|"),
            row.reason(),
            switch (row.remedy()) {
              case RETRY -> "tried again";
              case NEW_ATTEMPT -> "another attempt";
              case GIVE_UP -> "the session ends";
            },
            row.told());
  }

  private LaunchException refused(int tries) {
    return catchThrowableOfType(LaunchException.class, () -> launcher(tries).launch(launch(1)));
  }

  private EcsTaskLauncher launcher(int tries) {
    return new EcsTaskLauncher(ecs.client(tries), SETTINGS);
  }

  private Launch launch(int attempt) {
    return new Launch(
        "stream-1",
        "session-1",
        attempt,
        launcher(1).parameters(new Workload(2, 1)),
        null,
        Instant.EPOCH,
        null,
        null);
  }

  private static LaunchFailures.Row row(String told) {
    return LaunchFailures.ROWS.stream()
        .filter(r -> r.told().equals(told))
        .findFirst()
        .orElseThrow();
  }
}
