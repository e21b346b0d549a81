package dev.sluice.local.aws;

import dev.sluice.local.function.EventFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What Lambda does between a queue and a function: hands it batches of ten, and deletes what the
 * function did not name as failed; the rest comes again when its visibility time is over. One
 * thread.
 */
public final class SqsReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqsReader.class);
  private static final int BATCH = 10;

  /** Below the client's own time limit of 3 s a try. */
  private static final int WAIT_SECONDS = 2;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final SqsClient client;
  private final String queueUrl;
  private final EventFunction function;
  private final Duration afterFailure;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private SqsReader(
      SqsClient client, String queueUrl, EventFunction function, Duration afterFailure) {
    this.client = client;
    this.queueUrl = queueUrl;
    this.function = function;
    this.afterFailure = afterFailure;
    this.thread = Thread.ofPlatform().name("sqs-live").daemon().unstarted(this::run);
  }

  static SqsReader start(SqsClient client, String queueUrl, EventFunction function) {
    return start(client, queueUrl, function, AFTER_FAILURE);
  }

  static SqsReader start(
      SqsClient client, String queueUrl, EventFunction function, Duration afterFailure) {
    SqsReader reader = new SqsReader(client, queueUrl, function, afterFailure);
    reader.thread.start();
    return reader;
  }

  /** Ends after the batch it is at, within 5 s. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("the queue's reader did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        try {
          deliver(
              client
                  .receiveMessage(
                      r ->
                          r.queueUrl(queueUrl)
                              .maxNumberOfMessages(BATCH)
                              .waitTimeSeconds(WAIT_SECONDS))
                  .messages());
        } catch (AbortedException e) {
          return;
        } catch (IOException | RuntimeException e) {
          // Whatever it was: events would wait in the queue for ever, and nobody would know why.
          LOG.warn("the queue is read again in {} ms", afterFailure.toMillis(), e);
          boolean _ = closed.await(afterFailure.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Message> messages) throws IOException {
    if (messages.isEmpty()) {
      return;
    }
    Set<String> failed =
        function.handleBatch(
            messages.stream()
                .collect(Collectors.toMap(Message::messageId, Message::body, (one, again) -> one)));
    for (Message message : messages) {
      if (!failed.contains(message.messageId())) {
        var _ =
            client.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    }
  }
}
