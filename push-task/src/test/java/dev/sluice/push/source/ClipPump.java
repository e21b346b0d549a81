package dev.sluice.push.source;

import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Interrupt;
import dev.sluice.push.ffmpeg.MediaInput;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.Variants;
import java.nio.file.Path;
import java.util.Map;

/** Reads recordings, one after the other, through the whole way of a source but its network. */
public final class ClipPump {
  /** As a source of the network is probed. */
  private static final Map<String, String> PROBE =
      Map.of("fpsprobesize", "0", "analyzeduration", "1500000");

  private ClipPump() {}

  /** What one variant makes of these clips; every clip is another opening of the source. */
  public static VariantRecorder through(VariantKey key, Path... clips) {
    VariantRecorder recorder = new VariantRecorder();
    SourceOptions options = SourceOptions.standard(null);
    try (Interrupt interrupt = new Interrupt(System::nanoTime);
        Variants variants = new Variants("clips");
        SourcePump pump =
            new SourcePump(
                "clips", options, variants, new LossReport(new SourceWatcher()), time -> {})) {
      variants.want(key, recorder);
      for (Path clip : clips) {
        MediaInput input = MediaInput.open(clip.toString(), PROBE, interrupt);
        try (SourceReader reader = SourceReader.of(input, interrupt, options)) {
          pump.run(reader);
        }
      }
      return recorder;
    } catch (FfmpegException | SourceException e) {
      throw new AssertionError(e);
    }
  }
}
