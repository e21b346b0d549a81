package dev.sluice.functions.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as a function gets them: a batch from SQS, answered with the messages that failed so that
 * only those come again, or one event straight from EventBridge, where a failure is thrown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
 *     batch responses</a>
 */
public final class QueueBatch {
  private static final Logger log = LoggerFactory.getLogger(QueueBatch.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private QueueBatch() {}

  /** Hands each event to the consumer, and answers what Lambda expects for a batch. */
  public static Map<String, Object> each(Map<String, Object> input, Consumer<Envelope> consumer) {
    JsonNode event = JSON.valueToTree(input);
    if (!event.path("Records").isArray()) {
      consumer.accept(Envelope.of(event));
      return Map.of("batchItemFailures", List.of());
    }
    List<Map<String, String>> failures = new ArrayList<>();
    for (JsonNode message : event.path("Records")) {
      String id = message.path("messageId").asString("");
      try {
        consumer.accept(Envelope.parse(message.path("body").asString("")));
      } catch (RuntimeException e) {
        log.warn("message {} failed and comes again: {}", id, e.toString());
        failures.add(Map.of("itemIdentifier", id));
      }
    }
    return new LinkedHashMap<>(Map.of("batchItemFailures", failures));
  }
}
