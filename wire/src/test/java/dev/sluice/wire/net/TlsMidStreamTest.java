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
    try (Asked scene = new Asked()) {
      assertThat(scene.client.heard).as("it must not be heard before it is answered").isNotDone();
      assertThat(scene.peer.getInputStream().readNBytes((int) scene.written)).containsOnly(0);
      assertThat(RecordingHandler.await(scene.client.heard)).isEqualTo("more");
      Connection connection = scene.client.connection();
      scene.net.loop.execute(() -> connection.write(ByteBuffer.wrap(MORE)));
      assertThat(scene.peer.getInputStream().readNBytes(MORE.length)).isEqualTo(MORE);
    }
  }

  @Test
  void aWriteThatFindsRoomForAnAnswerOfTlsCallsNobodyBack() throws Exception {
    try (Asked scene = new Asked()) {
      Connection connection = scene.client.connection();
      long enough = scene.written - LoopBuffers.TLS_OUT_BYTES - LoopBuffers.TLS_PACKET_BYTES;
      boolean heardWithinWrite =
          RecordingHandler.onLoop(
              scene.net.loop,
              () -> {
                read(scene.peer, enough);
                connection.write(ByteBuffer.wrap(MORE));
                return scene.client.heard.isDone();
              });
      assertThat(heardWithinWrite).isFalse();
      assertThat(RecordingHandler.await(scene.client.heard)).isEqualTo("more");
    }
  }

  @Test
  void theGoodbyeFollowsAnAnswerThatWaitedForRoom() throws Exception {
    try (Asked scene = new Asked()) {
      Connection connection = scene.client.connection();
      scene.net.loop.execute(() -> connection.close(Duration.ofSeconds(20)));
      read(scene.peer, scene.written);
      assertEndsWithGoodbye(scene.peer);
      scene.peer.close();
      assertThat(scene.client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
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

  private static void read(SSLSocket peer, long bytes) {
    try {
      peer.getInputStream().skipNBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A peer that reads nothing, asks for new keys and sends, when there is no room to answer it. */
  private static final class Asked implements AutoCloseable {
    private final TlsPeer net = new TlsPeer("TLSv1.3");
    private final Listening client = new Listening();
    private final SSLSocket peer = net.connect(client);
    private final long written = net.fill(client);

    Asked() throws IOException {
      // Both in one go, with the loop at rest: it reads them together.
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

    @Override
    public void close() throws IOException {
      net.close();
    }
  }

  /** Tells the first bytes it hears. */
  private static final class Listening extends RecordingHandler {
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    @Override
    public void onReadable(Connection connection, ByteBuffer bytes) {
      heard.complete(StandardCharsets.US_ASCII.decode(bytes).toString());
    }
  }
}
