package dev.sluice.wire.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.flv.FlvTag;
import dev.sluice.wire.url.DestinationUrl;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg as a publisher to our server, as a player of it, and as a server to our publisher. */
class FfmpegPeerTest {
  @TempDir static Path directory;
  private static Path sample;
  private static FlvFile media;

  private final RecordingServer listener = new RecordingServer();
  private final ServerSession server =
      new ServerSession(ServerOptions.DEFAULT, listener, System::nanoTime);

  @BeforeAll
  static void encode() throws Exception {
    sample = Ffmpeg.sample(directory);
    media = FlvFile.read(sample);
  }

  @Test
  void publishesToOurServerAndEveryMessageArrives() throws Exception {
    try (ServerSocketChannel listening = SocketPump.listen()) {
      String url = "rtmp://127.0.0.1:" + SocketPump.port(listening) + "/live/key?a=1&b=%20";
      try (Ffmpeg publisher =
              Ffmpeg.start(
                  directory,
                  "-i",
                  sample.toString(),
                  "-c",
                  "copy",
                  "-f",
                  "flv",
                  "-flvflags",
                  "no_duration_filesize",
                  url);
          SocketPump pump =
              new SocketPump(
                  SocketPump.accept(listening), server::received, server::pollOutgoing)) {
        pump.until(() -> listener.ended > 0);
        String tcUrl = "rtmp://127.0.0.1:" + SocketPump.port(listening) + "/live";
        assertThat(listener.publish).isEqualTo(new StreamRequest("live", tcUrl, "key?a=1&b=%20"));
        assertThat(bodies(listener.media, MessageType.VIDEO))
            .containsSubsequence(tagBodies(MessageType.VIDEO));
        assertThat(bodies(listener.media, MessageType.AUDIO))
            .containsSubsequence(tagBodies(MessageType.AUDIO));
        publisher.succeeds();
      }
    }
  }

  @Test
  void playsFromOurServerAndReadsEveryPacketBack() throws Exception {
    Path copy = directory.resolve("played.flv");
    try (ServerSocketChannel listening = SocketPump.listen()) {
      String url = "rtmp://127.0.0.1:" + SocketPump.port(listening) + "/live/key?a=1";
      try (Ffmpeg player =
              Ffmpeg.start(
                  directory, "-xerror", "-i", url, "-c", "copy", "-f", "flv", copy.toString());
          SocketPump pump =
              new SocketPump(
                  SocketPump.accept(listening), server::received, server::pollOutgoing)) {
        pump.until(() -> listener.play != null);
        assertThat(listener.play).isNotNull();
        assertThat(listener.play.name()).isEqualTo("key?a=1");
        for (RtmpMessage message : media.forPlayer()) {
          assertThat(server.send(message)).isTrue();
          pump.until(() -> true);
        }
        server.endPlay();
        pump.until(pump::isClosedByPeer);
        player.succeeds();
      }
    }
    assertThat(Ffmpeg.packets(directory, copy)).isEqualTo(Ffmpeg.packets(directory, sample));
  }

  @Test
  void takesOurStreamAsAServerFromAnyPlaceInTime() throws Exception {
    Path copy = directory.resolve("published.flv");
    int port = FreePort.find();
    DestinationUrl url = DestinationUrl.parse("rtmp://127.0.0.1:" + port + "/live/key?a=1", null);
    try (Ffmpeg receiver =
        Ffmpeg.start(
            directory,
            "-listen",
            "1",
            "-i",
            "rtmp://127.0.0.1:" + port + "/live/key?a=1",
            "-c",
            "copy",
            "-f",
            "flv",
            copy.toString())) {
      try (SampleTarget target = SampleTarget.connect(url)) {
        target.publish(media, 0x7FFF_FFFFL - 1_000);
        target.goodbye();
      }
      receiver.succeeds();
    }
    assertThat(Ffmpeg.packets(directory, copy)).isEqualTo(Ffmpeg.packets(directory, sample));
  }

  private static List<ByteBuffer> bodies(List<RtmpMessage> messages, int type) {
    return messages.stream().filter(m -> m.type() == type).map(RtmpMessage::payload).toList();
  }

  private static List<ByteBuffer> tagBodies(int type) {
    return media.media().stream().filter(t -> t.type() == type).map(FlvTag::body).toList();
  }
}
