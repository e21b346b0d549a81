package dev.sluice.push.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.MediaHttpServer;
import dev.sluice.push.testing.SourceWatcher;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The source's thread outlives what goes wrong on it. */
class SourceLifeTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void troubleInsideIsToldAndTheSourceTriedAgain() {
    Path clip = Clips.of("ts", "h264", "aac");
    SourceWatcher watcher = new SourceWatcher();
    SourceListener failingOnce =
        new SourceListener() {
          private boolean failed;

          @Override
          public void flowing(SourceInfo info) {
            if (!failed) {
              failed = true;
              throw new IllegalStateException("on purpose");
            }
            watcher.flowing(info);
          }

          @Override
          public void described(SourceInfo info) {
            watcher.described(info);
          }

          @Override
          public void lost(Reason reason, String message) {
            watcher.lost(reason, message);
          }
        };
    try (MediaHttpServer server = MediaHttpServer.beside(clip);
        FfmpegSource source =
            new FfmpegSource(
                "test",
                Secret.of(server.url("/" + clip.getFileName())),
                failingOnce,
                SourceOptions.standard(null))) {
      source.start();
      assertThat(watcher.awaitLost(SOON).reason()).isEqualTo(Reason.INTERNAL);
      assertThat(watcher.awaitFlowing(SOON).videoCodec()).isEqualTo("h264");
    }
  }
}
