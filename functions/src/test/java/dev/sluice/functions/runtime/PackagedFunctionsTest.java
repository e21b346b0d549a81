package dev.sluice.functions.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code functions.zip} as Lambda runs it, by AWS's own runtime interface client. */
@Tag("packaged")
class PackagedFunctionsTest {
  private static final String HANDLER = Handler.class.getName();

  @TempDir static Path varTask;
  @TempDir Path folder;
  private Cloud cloud;
  private RuntimeApi api;

  @BeforeAll
  static void unpack() throws IOException {
    Path _ = VarTask.unpack(Path.of("target", "functions.zip"), varTask);
  }

  @BeforeEach
  void open() throws Exception {
    cloud = new Cloud(folder);
    api = RuntimeApi.start();
  }

  @AfterEach
  void close() {
    api.close();
    cloud.close();
  }

  @Test
  void thereIsAnAnswerForEveryEventFileAndAnEventForEveryFunction() throws IOException {
    try (Stream<Path> files = Files.list(EventFile.FOLDER)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.replace(".json", ""))
              .toList();
      assertThat(EventFile.all())
          .extracting(EventFile::name)
          .containsExactlyInAnyOrderElementsOf(names);
    }
    assertThat(EventFile.all())
        .extracting(EventFile::function)
        .contains("api", "live", "tasks", "reconcile");
  }

  @Test
  void apiAnswersEveryEvent() throws Exception {
    answersEveryEvent("api");

    assertThat(cloud.services.calls("PutEvents"))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.body()).contains("Stream Live"));
  }

  @Test
  void liveStartsOneTaskForAllItsEvents() throws Exception {
    cloud.goLive();

    answersEveryEvent("live");

    assertThat(cloud.services.calls("RunTask")).hasSize(1);
    assertThat(cloud.catalog.launches().current(cloud.streamId()).orElseThrow().taskRef())
        .isEqualTo("arn:aws:ecs:us-east-1:111122223333:task/sluice/0");
  }

  @Test
  void tasksReplacesTheTaskThatStopped() throws Exception {
    cloud.goLiveWithATask();

    answersEveryEvent("tasks");

    assertThat(cloud.services.calls("RunTask")).hasSize(1);
    assertThat(cloud.catalog.launches().current(cloud.streamId()).orElseThrow().attempt())
        .isEqualTo(2);
  }

  @Test
  void reconcileStartsWhatNoEventDid() throws Exception {
    cloud.goLive();

    answersEveryEvent("reconcile");

    assertThat(cloud.services.calls("RunTask")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "apii", "functionRouter"})
  void aStartWithoutAFunctionsNameIsAnInitError(String name) throws Exception {
    Map<String, String> environment = new HashMap<>(cloud.environment(name));
    if (name.isEmpty()) {
      environment.remove("SPRING_CLOUD_FUNCTION_DEFINITION");
    }
    try (FunctionProcess process = FunctionProcess.start(api, varTask, HANDLER, environment)) {
      String error = process.await(api.initError());

      assertThat(error).contains("SPRING_CLOUD_FUNCTION_DEFINITION");
      assertThat(api.ready()).isNotDone();
    }
  }

  /**
   * A start that hangs after the restore, as one with a second Spring context in the checkpoint has
   * been seen to, never asks for an event.
   */
  @ParameterizedTest
  @ValueSource(strings = {"api", "live", "tasks", "reconcile"})
  void aFunctionRestoredFromItsSnapshotAnswersWithCredentialsOfTheContainer(String function)
      throws Exception {
    cloud.goLiveWithATask();
    Map<String, String> environment = cloud.environment(function);
    try (FunctionProcess process =
        FunctionProcess.startForSnapshot(api, varTask, HANDLER, environment)) {
      process.await(api.snapshotReady());
      assertThat(api.ready()).as("no event is asked for before the restore").isNotDone();
      assertThat(cloud.services.calls("RunTask")).as("priming starts nothing").isEmpty();

      api.restore();
      process.await(api.ready());
      EventFile event =
          EventFile.all().stream().filter(e -> e.function().equals(function)).findFirst().get();

      assertThat(api.invoke(event.text(cloud.words()))).contains(event.answer());
      assertThat(api.credentialsGiven()).isPositive();
      assertThat(api.restoreError()).isNotDone();
    }
  }

  private void answersEveryEvent(String function) throws Exception {
    Map<String, String> environment = cloud.environment(function);
    try (FunctionProcess process = FunctionProcess.start(api, varTask, HANDLER, environment)) {
      process.await(api.ready());
      for (EventFile event : EventFile.all()) {
        if (event.function().equals(function)) {
          assertThat(api.invoke(event.text(cloud.words())))
              .as(event.name() + "\n" + process.log())
              .contains(event.answer());
        }
      }
      assertThat(process.log()).doesNotContain(cloud.words().get("API_KEY"));
    }
  }
}
