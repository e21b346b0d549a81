package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeakTest {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @ParameterizedTest(name = "TLS: {0}, connections: {1}")
  @CsvSource({"false, 1000", "true, 200"})
  void connectionsOpenedAndClosedLeaveNoDescriptorAndNoThread(boolean tls, int count)
      throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "no " + DESCRIPTORS + " to count descriptors in");
    openAndClose(tls, 5); // what the JVM opens once and keeps
    long descriptors = descriptors();
    long threads = ourThreads();
    openAndClose(tls, count);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
              assertThat(ourThreads()).isLessThanOrEqualTo(threads);
            });
  }

  /** In batches of 50, half of them closed and half reset. */
  private static void openAndClose(boolean tls, int count) {
    try (Loopback net = Loopback.of(tls)) {
      int port = net.listen(EchoHandler::new);
      for (int done = 0; done < count; done += 50) {
        List<RecordingHandler> batch = new ArrayList<>();
        for (int i = done; i < Math.min(count, done + 50); i++) {
          RecordingHandler client = new RecordingHandler();
          batch.add(client);
          net.connect(port, client);
        }
        for (int i = 0; i < batch.size(); i++) {
          Connection connection = batch.get(i).connection();
          boolean gracefully = i % 2 == 0;
          net.clientLoop.execute(
              () -> {
                if (gracefully) {
                  connection.close(Duration.ofSeconds(10));
                } else {
                  connection.abort();
                }
              });
        }
        batch.forEach(RecordingHandler::closeReason);
      }
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }

  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("sluice-.*|.*-loop"))
        .count();
  }
}
