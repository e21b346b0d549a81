package dev.sluice.functions.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SQS and the pollers with which Lambda empties it: messages that fail come again later. */
final class LiveQueue {
  private static final Duration EMPTY_POLL = Duration.ofSeconds(1);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final VirtualTime time;
  private final QueueSettings settings;
  private final Function<Map<String, Object>, Map<String, Object>> consumer;
  private final Deque<Message> visible = new ArrayDeque<>();
  private int waiting;
  private int cameAgain;
  private int deadLetters;
  private int timeouts;
  private int busy;

  private record Message(String id, String body, int receives) {}

  LiveQueue(
      VirtualTime time,
      QueueSettings settings,
      Function<Map<String, Object>, Map<String, Object>> consumer) {
    this.time = time;
    this.settings = settings;
    this.consumer = consumer;
  }

  void send(String id, String body) {
    visible.add(new Message(id, body, 0));
  }

  /** Starts the pollers; they end when the queue has been emptied once sending is over. */
  void poll(Duration sending) {
    for (int i = 0; i < settings.concurrency(); i++) {
      time.after(Duration.ZERO, () -> pollUntilEmpty(sending));
    }
  }

  private void pollUntilEmpty(Duration sending) {
    var end = time.now().plus(sending);
    while (!visible.isEmpty() || waiting > 0 || busy > 0 || !time.now().isAfter(end)) {
      List<Message> batch = receive();
      if (batch.isEmpty()) {
        time.pass(EMPTY_POLL);
      } else {
        busy++;
        work(batch);
        busy--;
      }
    }
  }

  private List<Message> receive() {
    List<Message> batch = new ArrayList<>();
    while (batch.size() < settings.batch() && !visible.isEmpty()) {
      Message message = visible.remove();
      if (message.receives() == settings.receives()) {
        deadLetters++;
      } else {
        batch.add(new Message(message.id(), message.body(), message.receives() + 1));
      }
    }
    return batch;
  }

  private void work(List<Message> batch) {
    var receivedAt = time.now();
    Set<String> failed = new HashSet<>();
    try {
      time.within(settings.timeout(), () -> failed.addAll(invoke(batch)));
    } catch (VirtualTime.TimedOut e) {
      timeouts++;
      batch.forEach(message -> failed.add(message.id()));
    }
    Duration away = settings.visibility().minus(Duration.between(receivedAt, time.now()));
    for (Message message : batch) {
      if (failed.contains(message.id())) {
        cameAgain++;
        waiting++;
        time.after(
            away,
            () -> {
              waiting--;
              visible.add(message);
            });
      }
    }
  }

  private List<String> invoke(List<Message> batch) {
    List<Map<String, String>> records =
        batch.stream().map(m -> Map.of("messageId", m.id(), "body", m.body())).toList();
    JsonNode answer = JSON.valueToTree(consumer.apply(Map.of("Records", records)));
    return answer
        .path("batchItemFailures")
        .valueStream()
        .map(failure -> failure.path("itemIdentifier").asString())
        .toList();
  }

  int cameAgain() {
    return cameAgain;
  }

  int deadLetters() {
    return deadLetters;
  }

  int timeouts() {
    return timeouts;
  }
}
