package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskArgumentsTest {
  @Test
  void theCommandLineNamesStreamSessionAndAttempt() {
    assertThat(TaskArguments.parse(List.of("push-task", "a-stream", "a-session", "3")))
        .isEqualTo(new TaskArguments("a-stream", "a-session", 3));
  }

  @Test
  void theAttemptIsTheFirstWhenLeftOut() {
    assertThat(TaskArguments.parse(List.of("push-task", "a", "b")).attempt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push-task a",
        "other a b 1",
        "push-task a b 0",
        "push-task a b x",
        "push-task a b 1 c",
        "push-task rtmp://host/key b 1"
      })
  void anythingElseIsAConfigurationErrorThatShowsTheUsage(String line) {
    assertThatThrownBy(() -> TaskArguments.parse(List.of(line.split(" "))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("usage: push-task <streamId> <sessionId>");
  }
}
