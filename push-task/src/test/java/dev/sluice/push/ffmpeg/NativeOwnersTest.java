package dev.sluice.push.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.NativeHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each owner frees what it owns: so often that a leak stands far above the JVM's own noise. */
class NativeOwnersTest {
  private static final long NOISE_BYTES = 12L << 20;
  private static final TrackFormat SILENCE = silence();

  @Test
  void aMuxerFreesItsContextAndItsBuffer() throws FfmpegException {
    try (SilentFrame frame = SilentFrame.aac(48_000, 2);
        Packet packet = new Packet()) {
      freesAll(
          100_000,
          () -> {
            // MPEG-TS gathers sound: its buffer would never be made.
            try (Muxer muxer = new Muxer("flv", Map.of(), List.of(SILENCE))) {
              packet.refer(frame.packet());
              packet.stamp(0, 0, 0);
              assertThat(muxer.write(packet).hasRemaining()).isTrue();
            }
          });
    }
  }

  @Test
  void aMuxerThatCannotBeginFreesItself() {
    TrackFormat unfit = SILENCE.withExtradata(ByteBuffer.allocate(0));
    freesAll(
        20_000,
        () -> {
          try (Muxer muxer = new Muxer("flv", Map.of(), List.of(unfit, unfit, unfit))) {
            muxer.header();
          } catch (FfmpegException e) {
            assertThat(e.kind()).isNotNull();
          }
        });
  }

  @Test
  void aFilterFreesItself() {
    freesAll(60_000, () -> new BitstreamFilter("aac_adtstoasc", SILENCE).close());
  }

  @Test
  void anInputFreesItself() {
    Path clip = Clips.of("ts", "h264", "aac");
    freesAll(
        300,
        () -> {
          try (Interrupt interrupt = new Interrupt(System::nanoTime);
              Packet packet = new Packet();
              MediaInput input =
                  MediaInput.open(clip.toString(), Map.of("fpsprobesize", "0"), interrupt)) {
            for (int i = 0; i < 30; i++) {
              input.read(packet);
            }
          }
        });
  }

  @Test
  void anInputThatCannotBeOpenedFreesItself() {
    freesAll(
        20_000,
        () -> {
          try (Interrupt interrupt = new Interrupt(System::nanoTime)) {
            MediaInput.open("/no/such/file", Map.of("probesize", "32"), interrupt).close();
          } catch (FfmpegException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.OTHER);
          }
        });
  }

  private static void freesAll(int times, Use use) {
    try {
      for (int i = 0; i < times / 2; i++) {
        use.once();
      }
      int natives = NativeCount.live();
      long bytes = NativeHeap.bytesInUse();
      for (int i = 0; i < times; i++) {
        use.once();
      }
      assertThat(NativeCount.live()).isEqualTo(natives);
      long growth = NativeHeap.bytesInUse() - bytes;
      assertThat(growth).isLessThan(NOISE_BYTES);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TrackFormat silence() {
    try (SilentFrame frame = SilentFrame.aac(48_000, 2)) {
      return frame.format();
    } catch (FfmpegException e) {
      throw new AssertionError(e);
    }
  }

  /** One making and closing. */
  @FunctionalInterface
  private interface Use {
    void once() throws IOException;
  }
}
