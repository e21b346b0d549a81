package dev.sluice.push.output.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputTiming;
import dev.sluice.push.testing.SrtPeer;
import dev.sluice.wire.net.Connector;
import dev.sluice.wire.net.ConnectorOptions;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.url.DestinationUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However it goes with the thread that connects, its owner is told, on a clock a test moves. */
class SrtConnectTest implements SrtConnect.Outcome {
  private static final int LOOK_UP_MILLIS = 5_000;
  private static final int CALL_MILLIS = 11_000;

  private final AtomicLong now = new AtomicLong(System.nanoTime());
  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final EventLoop loop = EventLoop.start("srt-connect-test", now::get, faults::add);
  private final Connector connector = new Connector(ConnectorOptions.defaults());
  private final SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
  private final CountDownLatch nameIsFound = new CountDownLatch(1);
  private final CompletableFuture<Thread> connecting = new CompletableFuture<>();
  private final SrtConnect connect =
      new SrtConnect(
          new OutputContext(loop, connector, this::resolve, address -> true, OutputTiming.DEFAULT),
          DestinationUrl.parse(peer.url(), null),
          this);

  @AfterEach
  void close() {
    nameIsFound.countDown();
    loop.close();
    connector.close();
    peer.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aNameThatIsNotResolvedInTimeIsToldOnceAndThePeerIsNotCalledAfterAll() {
    onLoop(() -> connect.start("srt-p"));
    advance(LOOK_UP_MILLIS - 1);
    assertThat(told).isEmpty();
    advance(1);
    assertThat(told).containsExactly(Reason.DNS);

    awaitThread();
    assertThat(peer.streamIds()).isEmpty();
    advance(60_000);
    assertThat(told).hasSize(1);
  }

  @Test
  void anOutcomeThatFindsNoRoomInTheLoopsQueueIsAFailureAllTheSame() {
    onLoop(() -> connect.start("srt-p"));
    onLoop(
        () -> {
          for (int i = 0; i < EventLoop.MAX_TASKS; i++) {
            loop.execute(() -> {});
          }
          awaitThread();
        });
    assertThat(told).isEmpty();
    await("the peer that accepted is left").until(() -> peer.connections() == 0);

    advance(LOOK_UP_MILLIS);
    advance(CALL_MILLIS);
    assertThat(told).containsExactly(Reason.CONNECT_TIMEOUT);
  }

  @Test
  void aConnectThatCameAboutIsNotSaidToHaveFailedLater() {
    onLoop(() -> connect.start("srt-p"));
    awaitThread();
    onLoop(() -> {});
    assertThat(told).containsExactly("connected");

    advance(LOOK_UP_MILLIS);
    advance(CALL_MILLIS);
    assertThat(told).hasSize(1);
  }

  @Test
  void nothingIsToldOfOneThatWasCalledOff() {
    onLoop(() -> connect.start("srt-p"));
    onLoop(connect::cancel);
    awaitThread();
    advance(LOOK_UP_MILLIS);
    advance(CALL_MILLIS);
    assertThat(told).isEmpty();
  }

  /** Lets the thread go on, to its end. */
  private void awaitThread() {
    nameIsFound.countDown();
    Thread thread = connecting.orTimeout(10, TimeUnit.SECONDS).join();
    await().until(() -> !thread.isAlive());
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    connecting.complete(Thread.currentThread());
    try {
      if (!nameIsFound.await(20, TimeUnit.SECONDS)) {
        throw new UnknownHostException(host);
      }
    } catch (InterruptedException e) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private void advance(long millis) {
    now.addAndGet(millis * 1_000_000);
    onLoop(() -> {}); // The loop looks at its timers behind this one,
    onLoop(() -> {}); // so before this one.
  }

  private void onLoop(Runnable step) {
    CompletableFuture.runAsync(step, loop).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void connected(SrtLink link) {
    told.add("connected");
    try {
      link.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void failed(OutputFailure failure) {
    told.add(failure.reason());
  }
}
