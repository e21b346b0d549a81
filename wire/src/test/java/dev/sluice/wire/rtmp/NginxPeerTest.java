package dev.sluice.wire.rtmp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.url.DestinationUrl;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx-rtmp as a server to our publisher, and as a relay that pushes to our server. */
class NginxPeerTest {
  @TempDir static Path directory;
  private static Path sample;
  private static FlvFile media;

  @BeforeAll
  static void encode() throws Exception {
    sample = Ffmpeg.sample(directory);
    media = FlvFile.read(sample);
  }

  @Test
  void recordsOurStreamPacketByPacket() throws Exception {
    Path records = directory.resolve("records");
    assertThat(records.toFile().mkdir()).isTrue();
    try (NginxRtmp nginx = NginxRtmp.start(directory, "record all; record_path " + records + ";")) {
      try (SampleTarget target = SampleTarget.connect(url(nginx, "key"))) {
        target.publish(media, 0xFFFF_FFFFL - 2_000);
        target.session.ping();
        target.pump.until(() -> !target.told.pings.isEmpty());
        target.goodbye();
      }
      List<String> sent = hashes(sample);
      await()
          .atMost(30, SECONDS)
          .untilAsserted(() -> assertThat(hashes(records.resolve("key.flv"))).isEqualTo(sent));
    }
  }

  @Test
  void tellsOurSecondPublisherThatTheNameIsInUse() throws Exception {
    try (NginxRtmp nginx = NginxRtmp.start(directory, "");
        SampleTarget first = SampleTarget.connect(url(nginx, "key"));
        SampleTarget second = SampleTarget.connect(url(nginx, "key"))) {
      assertThat(first.told.accepted).isNotNull();
      assertThat(second.told.refused).isNotNull();
      assertThat(second.told.refused.kind()).isEqualTo(RefusalKind.TARGET_BUSY);
    }
  }

  @Test
  void pushesToOurServer() throws Exception {
    RecordingServer listener = new RecordingServer();
    ServerSession server = new ServerSession(ServerOptions.DEFAULT, listener, System::nanoTime);
    try (ServerSocketChannel listening = SocketPump.listen();
        NginxRtmp nginx =
            NginxRtmp.start(
                directory, "push rtmp://127.0.0.1:" + SocketPump.port(listening) + "/out;");
        SampleTarget target = SampleTarget.connect(url(nginx, "key"));
        SocketPump pump =
            new SocketPump(SocketPump.accept(listening), server::received, server::pollOutgoing)) {
      pump.until(() -> listener.publish != null);
      assertThat(listener.publish).isNotNull();
      assertThat(listener.publish.name()).isEqualTo("key");
      target.publish(media, 0);
      long wanted = media.media().size();
      pump.until(() -> listener.media.size() >= wanted);
      target.goodbye();
      pump.until(() -> listener.ended > 0 || pump.isClosedByPeer());
      assertThat(listener.protocolError).isNull();
    }
  }

  @Test
  void pullsFromOurServer() throws Exception {
    Path records = directory.resolve("pulled");
    assertThat(records.toFile().mkdir()).isTrue();
    RecordingServer listener = new RecordingServer();
    ServerSession server = new ServerSession(ServerOptions.DEFAULT, listener, System::nanoTime);
    try (ServerSocketChannel listening = SocketPump.listen();
        NginxRtmp _ =
            NginxRtmp.start(
                directory,
                "record all; record_path %s; pull rtmp://127.0.0.1:%d/in/source name=key static;"
                    .formatted(records, SocketPump.port(listening)));
        SocketPump pump =
            new SocketPump(SocketPump.accept(listening), server::received, server::pollOutgoing)) {
      pump.until(() -> listener.play != null);
      assertThat(listener.play).isNotNull();
      assertThat(listener.play.name()).isEqualTo("source");
      for (RtmpMessage message : media.forPlayer()) {
        assertThat(server.send(message)).isTrue();
      }
      server.endPlay();
      pump.until(() -> true);
      // While nginx still runs: it writes what it has read, and would not read the rest in its end.
      List<String> sent = hashes(sample);
      await()
          .atMost(30, SECONDS)
          .untilAsserted(() -> assertThat(hashes(records.resolve("key.flv"))).isEqualTo(sent));
    }
  }

  private static DestinationUrl url(NginxRtmp nginx, String key) {
    return DestinationUrl.parse(nginx.url(key), null);
  }

  /**
   * Stream, size and hash of each packet but the first: times count from another moment in nginx's
   * recording, and the AAC header stands in it where the first audio packet should.
   */
  private static List<String> hashes(Path file) throws Exception {
    return Ffmpeg.packets(directory, file).stream()
        .skip(1)
        .map(line -> line.replaceAll("^(\\d+),.*,\\s*(\\d+,\\s*\\w+)$", "$1 $2"))
        .toList();
  }
}
