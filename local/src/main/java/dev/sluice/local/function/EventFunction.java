package dev.sluice.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A function as Lambda calls it: an event's bytes in, an answer's bytes out. Thread-safe. */
@FunctionalInterface
public interface EventFunction {

  /** Whatever it throws is the function's failure. */
  byte[] handle(byte[] event) throws IOException;

  /**
   * Hands it messages of a queue, as Lambda does with those of SQS.
   *
   * @param bodies of the messages, by their ids
   * @return the ids of those that failed
   */
  default Set<String> handleBatch(Map<String, String> bodies) throws IOException {
    ObjectNode batch = JsonMapper.shared().createObjectNode();
    ArrayNode records = batch.putArray("Records");
    bodies.forEach(
        (id, body) ->
            records
                .addObject()
                .put("messageId", id)
                .put("eventSource", "aws:sqs")
                .put("body", body));
    byte[] answer = handle(JsonMapper.shared().writeValueAsBytes(batch));
    return JsonMapper.shared()
        .readTree(answer)
        .path("batchItemFailures")
        .valueStream()
        .map(failure -> failure.path("itemIdentifier").asString(""))
        .collect(Collectors.toSet());
  }

  /** A Lambda handler, called with a context of this name. */
  static EventFunction of(String name, RequestStreamHandler handler) {
    Context context = new LocalContext(name);
    return event -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
      return answer.toByteArray();
    };
  }
}
