package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests at the same time, as the local run has them: none sees another's, none is lost. */
class ParallelRequestsTest {
  private static final int REQUESTS = 12;
  private ApiRun api;

  @BeforeEach
  void open() {
    api = ApiRun.open();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void everyRequestGetsItsOwnAnswer() {
    List<String> ids = IntStream.range(0, REQUESTS).mapToObj(i -> api.stream()).toList();

    List<Answer> answers = atOnce(i -> api.call("GET", "/v1/streams/" + ids.get(i)));
    assertThat(answers).extracting(answer -> answer.text("/id")).containsExactlyElementsOf(ids);
  }

  @Test
  void equalLiveEventsAtOnceBeginOneSession() {
    String id = api.stream();
    String event =
        "{\"streamId\": \"" + id + "\", \"sourceUrl\": \"rtmp://h/a/b\", \"sessionId\": \"s\"}";

    List<Answer> answers = atOnce(i -> api.call("POST", "/v1/events/stream-live", event));
    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers).filteredOn(a -> a.text("/outcome").equals("STARTED")).hasSize(1);
    assertThat(answers.stream().map(a -> a.text("/session/id")).distinct()).hasSize(1);
  }

  @Test
  void pushesToggledAtOnceAreAllToggled() {
    String stream = "/v1/streams/" + api.stream();
    List<String> pushes =
        IntStream.range(0, REQUESTS)
            .mapToObj(
                i ->
                    stream
                        + "/pushes/"
                        + api.call("POST", stream + "/pushes", "{\"url\": \"rtmp://a/b\"}")
                            .text("/id"))
            .toList();
    long before = api.call("GET", stream).json().at("/revision").longValue();

    List<Answer> answers = atOnce(i -> api.call("PATCH", pushes.get(i), "{\"enabled\": false}"));
    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(api.call("GET", stream).json().at("/revision").longValue())
        .isEqualTo(before + REQUESTS);
  }

  @Test
  void oneIdempotencyKeyAtOnceMakesOneObject() {
    List<Answer> answers =
        atOnce(
            i ->
                api.send(
                    GatewayEvent.of("POST", "/v1/targets")
                        .bearer(api.apiKey())
                        .header("idempotency-key", "same")
                        .json("{\"url\": \"rtmp://a/b\"}")));

    assertThat(answers).extracting(Answer::status).isSubsetOf(201, 429).contains(201);
    assertThat(api.call("GET", "/v1/targets").json().at("/items").size()).isEqualTo(1);
  }

  private List<Answer> atOnce(Request request) {
    List<Callable<Answer>> calls =
        IntStream.range(0, REQUESTS)
            .<Callable<Answer>>mapToObj(i -> () -> request.send(i))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS)) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
      return answers;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @FunctionalInterface
  private interface Request {
    Answer send(int number);
  }
}
