package dev.sluice.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class SqsReaderTest {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final AtomicInteger failures = new AtomicInteger();
  private final Queue<String> queue = new ConcurrentLinkedQueue<>(List.of("receipt"));
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();

  @Test
  void noFailureEndsTheReaderAndWhatFailedStaysInTheQueue() {
    try (SqsReader _ = SqsReader.start(new Broken(), "queue", this::handle, PAUSE)) {
      await().until(queue::isEmpty);
    }
    assertThat(handled).as("failed, then well").hasSize(2);
  }

  /** A function's answer; at first none that can be read. */
  private byte[] handle(byte[] batch) {
    handled.add(new String(batch, StandardCharsets.UTF_8));
    String answer = handled.size() == 1 ? "no JSON" : "{\"batchItemFailures\":[]}";
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  /** A service that answers in a way nobody foresaw, once. */
  private final class Broken implements SqsClient {

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      if (failures.getAndIncrement() == 0) {
        throw new IllegalStateException("unforeseen");
      }
      List<Message> messages =
          queue.stream()
              .map(r -> Message.builder().messageId("one").receiptHandle(r).body("{}").build())
              .toList();
      return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      boolean _ = queue.remove(request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
