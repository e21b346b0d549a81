package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server of TLS 1.2 asks for a new handshake amid the stream: a worker is needed once more. */
class TlsRenegotiationTest {

  private final Semaphore checks = new Semaphore(1);
  private final TlsTrust trust;

  TlsRenegotiationTest() throws GeneralSecurityException {
    trust = TlsTrust.by(new SlowTrustManager(Loopback.HOST, checks));
  }

  @Test
  void theStreamGoesOnAfterwards() throws Exception {
    checks.release();
    RecordingHandler client = new RecordingHandler();
    try (TlsPeer net = server()) {
      CompletableFuture<Integer> heard = negotiateAnew(net.connect(client));
      Awaitility.await().until(() -> checks.availablePermits() == 0);
      Connection connection = client.connection();
      net.loop.execute(() -> connection.write(ByteBuffer.wrap(new byte[] {42})));
      assertThat(RecordingHandler.await(heard)).isEqualTo(42);
    }
  }

  @Test
  void whoWaitsForRoomIsNotCalledOverAndOverMeanwhile() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    RecordingHandler client =
        new RecordingHandler() {
          @Override
          public void onWritable(Connection connection) {
            calls.incrementAndGet();
          }
        };
    try (TlsPeer net = server()) {
      negotiateUntilTheCheckHangs(net, client);
      Connection connection = client.connection();
      net.loop.execute(() -> connection.wantWrite(true));
      CountDownLatch later = new CountDownLatch(1);
      net.loop.schedule(Duration.ofMillis(100), later::countDown);
      assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(calls).hasValueLessThan(2);
      checks.release();
    }
  }

  @Test
  void closingMeanwhileHoldsUpNobody() throws Exception {
    RecordingHandler client = new RecordingHandler();
    try (TlsPeer net = server()) {
      negotiateUntilTheCheckHangs(net, client);
      Connection connection = client.connection();
      net.loop.execute(() -> connection.close(Duration.ofSeconds(20)));
      net.awaitTurn();
      checks.release();
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    }
  }

  @Test
  void withoutAWorkerTheConnectionEndsAndDoesNotHang() throws Exception {
    RecordingHandler client = new RecordingHandler();
    try (TlsPeer net = server()) {
      SSLSocket peer = net.connect(client);
      net.connector.close();
      var _ = negotiateAnew(peer);
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.INTERNAL);
    }
  }

  private TlsPeer server() throws IOException {
    return new TlsPeer("TLSv1.2", trust);
  }

  private void negotiateUntilTheCheckHangs(TlsPeer net, RecordingHandler client) {
    var _ = negotiateAnew(net.connect(client));
    Awaitility.await().until(checks::hasQueuedThreads);
  }

  /** In full, for a session that is resumed needs no certificate; the first byte that follows. */
  private CompletableFuture<Integer> negotiateAnew(SSLSocket peer) {
    SSLSessionContext sessions = trust.context().getClientSessionContext();
    for (byte[] id : Collections.list(sessions.getIds())) {
      sessions.getSession(id).invalidate();
    }
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            peer.startHandshake();
            return peer.getInputStream().read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
