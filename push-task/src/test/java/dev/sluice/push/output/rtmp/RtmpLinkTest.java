package dev.sluice.push.output.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputTiming;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.wire.net.Connector;
import dev.sluice.wire.net.ConnectorOptions;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.rtmp.PublishRequest;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import dev.sluice.wire.url.DestinationUrl;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RtmpLinkTest implements LinkListener, ServerListener {
  private final EventLoop loop = EventLoop.start("link-test");
  private final Connector connector = new Connector(ConnectorOptions.defaults());
  private final VariantFeed feed = new VariantFeed("stream", Specs.FLV, loop);
  private final StuffedConnection connection = new StuffedConnection(loop);
  private final ServerSession server =
      new ServerSession(ServerOptions.DEFAULT, this, loop::nanoTime);
  private final RtmpLink link =
      new RtmpLink(
          new OutputContext(
              loop,
              connector,
              host -> List.of(InetAddress.getLoopbackAddress()),
              address -> true,
              OutputTiming.DEFAULT),
          PublishRequest.to(DestinationUrl.parse("rtmp://live.test/app", "key")),
          this);
  private boolean silent;
  private boolean asked;
  private boolean accepted;
  private @Nullable OutputFailure ended;

  @AfterEach
  void close() {
    connector.close();
    loop.close();
    feed.close();
  }

  /** What stands in the ring's memory by then is of another frame. */
  @Test
  void aLinkThatTakesLeaveSendsNothingThatTheRingHasGivenUp() throws Exception {
    feed.headers(Clip.stamped(100_000).headers());
    feed.unit(keyFrame(0));
    onLoop(
        () -> {
          publish();
          link.sender().follow(Objects.requireNonNull(feed.join()));
          connection.makeRoom(50_000);
          link.send();
          link.close(Duration.ofSeconds(60));
        });
    assertThat(accepted).isTrue();
    assertThat(connection.taken().remaining()).isEqualTo(50_000);

    feed.unit(keyFrame(21_000));
    onLoop(
        () -> {
          assertThat(Objects.requireNonNull(link.sender().cursor()).isOverrun()).isTrue();
          connection.makeRoom(Integer.MAX_VALUE);
          link.onWritable(connection);
        });

    assertThat(connection.taken().remaining()).isZero();
    assertThat(connection.isAborted()).isTrue();
    assertThat(ended).isNotNull();
    assertThat(ended.reason()).isEqualTo(Reason.TOO_SLOW);
  }

  /** The server may take it all the same, and would keep the key busy. */
  @Test
  void aPublishThatIsNotAnsweredYetIsTakenBack() throws Exception {
    silent = true;
    onLoop(
        () -> {
          publish();
          link.close(Duration.ofSeconds(60));
        });

    assertThat(asked).isTrue();
    assertThat(StandardCharsets.ISO_8859_1.decode(connection.taken()).toString())
        .containsSubsequence("FCUnpublish", "deleteStream");
  }

  @Test
  void aLinkThatFindsNoRoomInTheLoopsQueueHasEndedAndSaysSo() throws Exception {
    onLoop(
        () -> {
          for (int i = 0; i < EventLoop.MAX_TASKS; i++) {
            loop.execute(() -> {});
          }
          link.open();
        });
    assertThat(Objects.requireNonNull(ended).reason()).isEqualTo(Reason.INTERNAL);
  }

  private void publish() {
    connection.makeRoom(Integer.MAX_VALUE);
    link.onConnected(connection);
    for (int turn = 0; turn < 10 && !asked; turn++) {
      server.received(connection.taken());
      for (ByteBuffer b = server.pollOutgoing(); b != null; b = server.pollOutgoing()) {
        link.onReadable(connection, b);
      }
    }
    connection.taken();
  }

  private static MediaUnit keyFrame(long dtsMillis) {
    ByteBuffer payload = ByteBuffer.allocate(100_000).put(0, (byte) 0x17).put(1, (byte) 1);
    return new MediaUnit(MediaUnit.Kind.VIDEO, dtsMillis, true, payload);
  }

  /** Behind what the feed has asked of the loop. */
  private void onLoop(Runnable step) throws Exception {
    CompletableFuture.runAsync(step, loop).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void accepted(RtmpLink from) {
    accepted = true;
  }

  @Override
  public void writable(RtmpLink from) {}

  @Override
  public void redirected(RtmpLink from, PublishRequest next) {}

  @Override
  public void ended(RtmpLink from, OutputFailure failure) {
    ended = failure;
  }

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    asked = true;
    if (!silent) {
      reply.accept();
    }
  }

  @Override
  public void onMedia(RtmpMessage message) {}

  @Override
  public void onStreamEnded() {}

  @Override
  public void onProtocolError(String message) {
    throw new AssertionError(message);
  }
}
