package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A TLS server that is not the JDK's: {@code openssl s_server}, sending each line back reversed.
 */
class TlsAgainstOpenSslTest {

  private static final Path OPENSSL = Path.of("/usr/bin/openssl");
  private static final Pattern ACCEPT = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path folder;

  private final EventLoop loop = EventLoop.start("test-loop");

  @AfterEach
  void stop() {
    loop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void speaksWithOpenSsl(String version) throws Exception {
    assumeTrue(Files.isExecutable(OPENSSL), "openssl is not here");
    CertificateAuthority authority = CertificateAuthority.shared();
    Path pem = authority.pemFor("dns:" + Loopback.HOST);
    Path log = folder.resolve("openssl.log");
    Process server =
        new ProcessBuilder(
                OPENSSL.toString(),
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-rev",
                version,
                "-cert",
                pem.toString(),
                "-key",
                pem.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (Connector connector =
        new Connector(
            ConnectorOptions.defaults()
                .withResolver(host -> List.of(InetAddress.ofLiteral("127.0.0.1")))
                .withTrust(authority.trust())
                .withConnectTimeout(Duration.ofSeconds(20)))) {
      int port =
          Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> port(log), p -> p > 0);
      CompletableFuture<String> answer = new CompletableFuture<>();
      RecordingHandler client = new LineReader(answer);
      connector.connect(loop, new Endpoint(Loopback.HOST, port, true), client);
      Connection connection = client.connection();
      loop.execute(
          () -> connection.write(ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII))));
      assertThat(RecordingHandler.await(answer)).isEqualTo("olleh");
      loop.execute(() -> connection.close(Duration.ofSeconds(20)));
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    } finally {
      server.destroyForcibly();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static int port(Path log) throws IOException {
    Matcher accept = ACCEPT.matcher(Files.readString(log));
    return accept.find() ? Integer.parseInt(accept.group(1)) : 0;
  }

  /** Collects what comes up to the end of a line. */
  private static final class LineReader extends RecordingHandler {
    private final CompletableFuture<String> line;
    private final StringBuilder text = new StringBuilder();

    LineReader(CompletableFuture<String> line) {
      this.line = line;
    }

    @Override
    public void onReadable(Connection connection, ByteBuffer bytes) {
      text.append(StandardCharsets.US_ASCII.decode(bytes));
      if (text.indexOf("\n") >= 0) {
        line.complete(text.toString().trim());
      }
    }
  }
}
