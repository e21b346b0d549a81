package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS says to itself amid the stream, above all while the peer reads nothing. */
class TlsMidStreamTest {

  private static final byte[] MORE = "more".getBytes(StandardCharsets.US_ASCII);

  @Test
  void newKeysAskedForWhileThePeerReadsNothingAreSentOnceItReads() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    Listening client = new Listening(heard);
    try (TlsPeer net = new TlsPeer("TLSv1.3")) {
      SSLSocket peer = net.connect(client);
      long written = net.fill(client);
      askForKeysAndSend(net, peer);
      assertThat(heard).as("it must not be heard before it is answered").isNotDone();
      assertThat(peer.getInputStream().readNBytes((int) written)).containsOnly(0);
      assertThat(RecordingHandler.await(heard)).isEqualTo("more");
      Connection connection = client.connection();
      net.loop.execute(() -> connection.write(ByteBuffer.wrap(MORE)));
      assertThat(peer.getInputStream().readNBytes(MORE.length)).isEqualTo(MORE);
    }
  }

  @Test
  void aWriteThatFindsRoomForAnAnswerOfTlsCallsNobodyBack() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    Listening client = new Listening(heard);
    try (TlsPeer net = new TlsPeer("TLSv1.3")) {
      SSLSocket peer = net.connect(client);
      long written = net.fill(client);
      askForKeysAndSend(net, peer);
      Connection connection = client.connection();
      boolean heardWithinWrite =
          RecordingHandler.onLoop(
              net.loop,
              () -> {
                read(peer, written - LoopBuffers.TLS_OUT_BYTES - LoopBuffers.TLS_PACKET_BYTES);
                connection.write(ByteBuffer.wrap(MORE));
                return heard.isDone();
              });
      assertThat(heardWithinWrite).isFalse();
      assertThat(RecordingHandler.await(heard)).isEqualTo("more");
    }
  }

  @Test
  void theGoodbyeFollowsAnAnswerThatWaitedForRoom() throws Exception {
    RecordingHandler client = new RecordingHandler();
    try (TlsPeer net = new TlsPeer("TLSv1.3")) {
      SSLSocket peer = net.connect(client);
      long written = net.fill(client);
      askForKeysAndSend(net, peer);
      Connection connection = client.connection();
      net.loop.execute(() -> connection.close(Duration.ofSeconds(20)));
      read(peer, written);
      assertEndsWithGoodbye(peer);
      peer.close();
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void thePeersGoodbyeIsAnswered(String version) throws Exception {
    RecordingHandler client = new RecordingHandler();
    try (TlsPeer net = new TlsPeer(version)) {
      SSLSocket peer = net.connect(client);
      peer.shutdownOutput();
      assertEndsWithGoodbye(peer);
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_CLOSED);
    }
  }

  /** The tests' JVM has its sockets throw where a stream ends without close_notify. */
  private static void assertEndsWithGoodbye(SSLSocket peer) throws IOException {
    assertThat(peer.getInputStream().read()).isEqualTo(-1);
  }

  /** Both in one go, with the loop at rest: it reads them together. */
  private static void askForKeysAndSend(TlsPeer net, SSLSocket peer) {
    RecordingHandler.onLoop(
        net.loop,
        () -> {
          try {
            peer.startHandshake();
            peer.getOutputStream().write(MORE);
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    net.awaitTurn();
  }

  private static void read(SSLSocket peer, long bytes) {
    try {
      peer.getInputStream().skipNBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells the first bytes it hears. */
  private static final class Listening extends RecordingHandler {
    private final CompletableFuture<String> heard;

    Listening(CompletableFuture<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onReadable(Connection connection, ByteBuffer bytes) {
      heard.complete(StandardCharsets.US_ASCII.decode(bytes).toString());
    }
  }
}
