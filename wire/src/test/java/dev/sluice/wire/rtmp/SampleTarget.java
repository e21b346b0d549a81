package dev.sluice.wire.rtmp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.flv.FlvTag;
import dev.sluice.wire.url.DestinationUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/** A publish session on a socket, and a sample sent through shared chunks. */
final class SampleTarget implements AutoCloseable {
  private static final int CHUNK_SIZE = PublishRequest.MAX_CHUNK_SIZE;

  final RecordingPublisher told = new RecordingPublisher();
  final PublishSession session;
  final SocketPump pump;

  private SampleTarget(DestinationUrl url, SocketChannel channel) throws IOException {
    session = new PublishSession(PublishRequest.to(url), told, System::nanoTime);
    pump = new SocketPump(channel, session::received, session::pollOutgoing);
  }

  /** Connects, waiting for the server to listen, and asks to publish; waits for the answer. */
  static SampleTarget connect(DestinationUrl url) throws IOException {
    SocketChannel channel =
        await()
            .atMost(30, SECONDS)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () -> SocketChannel.open(new InetSocketAddress(url.host(), url.port())),
                Objects::nonNull);
    SampleTarget target = new SampleTarget(url, channel);
    target.session.start();
    target.pump.until(() -> target.told.accepted != null || target.told.refused != null);
    return target;
  }

  /** Sends all of the sample, in a shared time that begins at the given millisecond. */
  void publish(FlvFile sample, long startMillis) throws IOException {
    assertThat(told.accepted).as("refused: %s", told.refused).isNotNull();
    MediaChunks chunks = new MediaChunks(CHUNK_SIZE, startMillis);
    chunks.headers(sample.headers());
    TrackClock clock = chunks.clock();
    pump.write(chunks.encodePrelude(clock, clock.baseMillis(), session.mediaStreamId()));
    for (FlvTag tag : sample.media()) {
      ByteBuffer out = ByteBuffer.allocate(chunks.maxEncodedLength(tag.body().remaining()));
      chunks.encode(tag.type(), startMillis + tag.timestampMillis(), tag.body(), out);
      pump.write(out.flip());
    }
  }

  /** Unpublishes; all is sent when this returns. */
  void goodbye() throws IOException {
    session.unpublish();
    pump.until(() -> true);
  }

  @Override
  public void close() throws IOException {
    pump.close();
  }
}
