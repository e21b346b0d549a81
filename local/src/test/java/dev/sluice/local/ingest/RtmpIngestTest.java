package dev.sluice.local.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.testing.Encoder;
import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With ffmpeg as encoder and player. */
class RtmpIngestTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Path file;

  private final Gate gate = new Gate();
  private RtmpIngest ingest;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Encoder.file(folder, 30);
  }

  @BeforeEach
  void start() throws Exception {
    ingest = RtmpIngest.start(0, gate, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void aPublisherIsAnnouncedServedToPlayersAndSeenToGo() throws Exception {
    try (Encoder encoder = Encoder.publish(file, ingest.url() + "/good?arg=1")) {
      gate.awaitCall("publish live good");
      String played = play("good");
      assertThat(played).contains("h264", "aac");
      encoder.stop();
    }
    gate.awaitCall("done live good");
  }

  @Test
  void aPlayerBeginsAtAKeyFrameAtOnce() throws Exception {
    try (Encoder _ = Encoder.publish(file, ingest.url() + "/good")) {
      gate.awaitCall("publish live good");
      String first =
          run(
              FfmpegProgram.ffprobe(
                  List.of(
                      "-loglevel",
                      "error",
                      "-select_streams",
                      "v:0",
                      "-read_intervals",
                      "%+#1",
                      "-show_entries",
                      "packet=flags",
                      "-of",
                      "csv=p=0",
                      ingest.url() + "/good")));
      assertThat(first).contains("K");
    }
  }

  @Test
  void anUnknownKeyIsRefusedInWordsTheEncoderShows() throws Exception {
    try (Encoder encoder = Encoder.publish(file, ingest.url() + "/bad")) {
      assertThat(encoder.lastWords(15)).contains("This stream key is unknown");
    }
    assertThat(gate.calls).containsExactly("publish live bad");
  }

  @Test
  void aSecondPublisherIsRefusedWhileTheFirstIsAlive() throws Exception {
    try (Encoder first = Encoder.publish(file, ingest.url() + "/good")) {
      gate.awaitCall("publish live good");
      try (Encoder second = Encoder.publish(file, ingest.url() + "/good")) {
        assertThat(second.lastWords(15)).contains("is being published already");
      }
      assertThat(first.isAlive()).isTrue();
      assertThat(gate.calls).containsExactly("publish live good");
    }
  }

  @Test
  void aPublisherThatMayNotGoOnIsThrownOut() throws Exception {
    try (Encoder encoder = Encoder.publish(file, ingest.url() + "/good-until-suspended")) {
      gate.awaitCall("publish live good-until-suspended");
      gate.suspended = true;
      assertThat(encoder.lastWords(20)).contains("Error");
    }
    gate.awaitCall("done live good-until-suspended");
  }

  @Test
  void nothingIsPlayedThatNobodyPublishes() throws Exception {
    assertThat(play("good")).contains("Nobody publishes this stream");
  }

  @Test
  void anotherApplicationIsRefused() throws Exception {
    String other = ingest.url().replace("/live", "/other") + "/good";
    try (Encoder encoder = Encoder.publish(file, other)) {
      assertThat(encoder.lastWords(15)).contains("The application is live");
    }
    assertThat(gate.calls).isEmpty();
  }

  private String play(String key) throws Exception {
    return run(
        FfmpegProgram.ffprobe(
            List.of(
                "-loglevel",
                "error",
                "-show_entries",
                "stream=codec_name",
                ingest.url() + "/" + key)));
  }

  private static String run(ProcessBuilder command) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  /** Lets keys in that begin with good. */
  private static final class Gate implements IngestGate {
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile boolean suspended;

    @Override
    public CompletableFuture<Verdict> publish(String app, Secret key, String clientId) {
      calls.add("publish " + app + " " + key.reveal());
      return CompletableFuture.completedFuture(
          key.reveal().startsWith("good") ? Verdict.ACCEPTED : Verdict.REFUSED);
    }

    @Override
    public CompletableFuture<Verdict> update(String app, Secret key, String clientId) {
      return CompletableFuture.completedFuture(suspended ? Verdict.REFUSED : Verdict.ACCEPTED);
    }

    @Override
    public void publishDone(String app, Secret key, String clientId) {
      calls.add("done " + app + " " + key.reveal());
    }

    void awaitCall(String call) {
      await(call).atMost(SOON).until(() -> calls.contains(call));
    }
  }
}
