package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.net.Loopback;
import dev.sluice.local.testing.Encoder;
import dev.sluice.local.testing.Nginx;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.Recording;
import dev.sluice.local.testing.SrtListener;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A file published by {@code ffmpeg -re}, and what two receivers written by others record of it.
 */
class FanOutTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final double FRAME_MILLIS = 40;

  @TempDir Path folder;

  @BeforeEach
  void needs() {
    Project.assumePushTask();
    Nginx.assumeInstalled();
  }

  @Test
  void aToggledTargetComesAndGoesWhileTheOtherLosesNothing() throws Exception {
    Path file = Encoder.file(folder, 45);
    int rtmpPort = Loopback.freePort();
    Path recorded = Files.createDirectory(folder.resolve("recorded"));
    try (Nginx _ = Nginx.start(folder, recorder(rtmpPort, recorded), rtmpPort);
        SrtListener srt = SrtListener.record(folder.resolve("srt.ts"));
        TestRun run = TestRun.start(folder.resolve("data"))) {
      TestStream stream = run.stream(Map.of("name", "Fan-out"));
      String rtmpPush =
          stream.push("rtmp", "rtmp://127.0.0.1:" + rtmpPort + "/rec", "recorded-key");
      String srtPush = stream.push("srt", srt.url(), "srt-key");
      try (Encoder encoder = Encoder.publish(file, stream.publishUrl())) {
        JsonNode _ = stream.awaitState(rtmpPush, "LIVE", SOON);
        JsonNode srtBefore = stream.awaitState(srtPush, "LIVE", SOON);
        awaitTake(recorded, 1);

        JsonNode _ = run.api().patch(rtmpPush, Map.of("enabled", false));
        JsonNode off = stream.awaitApplied(rtmpPush, SOON);
        assertThat(off.path("state").asString()).isEqualTo("DISABLED");
        int takes = recordings(recorded).size();
        JsonNode _ = run.api().patch(rtmpPush, Map.of("enabled", true));
        JsonNode _ = stream.awaitState(rtmpPush, "LIVE", SOON);
        awaitTake(recorded, takes + 1);

        JsonNode srtAfter = stream.awaitState(srtPush, "LIVE", SOON);
        assertThat(srtAfter.path("connectionId"))
            .as(run.taskLog(stream.id()))
            .isEqualTo(srtBefore.path("connectionId"));
        assertThat(srtAfter.path("reconnects").asInt(0)).isZero();
        assertThat(encoder.isAlive()).isTrue();
        encoder.stop();
      }
      JsonNode _ = run.api().post(stream.path() + "/terminate", Map.of());
      srt.awaitEnd();
    }
    assertThat(recordings(recorded)).hasSize(2);
    for (Path take : recordings(recorded)) {
      assertDecodes(Recording.of(take));
    }
    Recording srt = Recording.of(folder.resolve("srt.ts"));
    assertDecodes(srt);
    assertThat(srt.largestGapMillis()).isLessThanOrEqualTo(FRAME_MILLIS + 1);
  }

  private static void assertDecodes(Recording recording) {
    assertThat(recording.errors()).isEmpty();
    assertThat(recording.pictureMillis()).hasSizeGreaterThan(25);
    assertThat(Recording.rises(recording.pictureMillis())).isTrue();
    assertThat(recording.soundMillis()).hasSizeGreaterThan(25);
    assertThat(Recording.rises(recording.soundMillis())).isTrue();
  }

  /** A recording of some seconds, and not just its beginning. */
  private static void awaitTake(Path recorded, int number) {
    await("take " + number)
        .atMost(SOON)
        .until(
            () ->
                recordings(recorded).size() >= number
                    && Files.size(recordings(recorded).getLast()) > 200_000);
  }

  private static List<Path> recordings(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String recorder(int port, Path recorded) {
    return """
    error_log %2$s/../nginx.log warn;
    pid %2$s/../nginx.pid;
    events { worker_connections 64; }
    rtmp {
      server {
        listen 127.0.0.1:%1$d;
        chunk_size 4096;
        application rec { live on; record all; record_path %2$s; record_suffix -%%s.flv; record_unique on; }
      }
    }
    """
        .formatted(port, recorded);
  }
}
