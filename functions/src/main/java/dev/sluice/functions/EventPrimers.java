package dev.sluice.functions;

import java.util.List;

/**
 * Events of a stream that is not there: they change nothing, and warm all that a real one needs.
 */
final class EventPrimers {
  private static final String STREAM_LIVE =
      """
      {"Records": [{"messageId": "primer", "body": "{\\"source\\": \\"sluice\\", \
      \\"detail-type\\": \\"Stream Live\\", \\"time\\": \\"2026-01-01T00:00:00Z\\", \
      \\"detail\\": {\\"streamId\\": \\"primer\\", \\"sessionId\\": \\"primer\\"}}"}]}\
      """;

  private static final String TASK_STOPPED =
      """
      {"Records": [{"messageId": "primer", "body": "{\\"source\\": \\"aws.ecs\\", \
      \\"detail-type\\": \\"ECS Task State Change\\", \\"time\\": \\"2026-01-01T00:00:00Z\\", \
      \\"detail\\": {\\"lastStatus\\": \\"STOPPED\\", \\"overrides\\": {\\"containerOverrides\\": \
      [{\\"command\\": [\\"push-task\\", \\"primer\\", \\"primer\\", \\"1\\"]}]}}}"}]}\
      """;

  static final List<String> LIVE = List.of(STREAM_LIVE);
  static final List<String> TASKS = List.of(TASK_STOPPED);

  private EventPrimers() {}
}
