package dev.sluice.local.demo.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.picture.FrameCode;
import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.process.ProcessGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameLogTest {

  private final FrameLog log = new FrameLog(() -> 1000);

  @TempDir Path folder;

  @Test
  void framesInOrderAreFlawless() {
    for (long number = 100; number < 110; number++) {
      picture(40 * number, (int) number);
      sound(1024 * number);
    }
    assertThat(log.reception()).isEqualTo(new Reception(10, 100, 109, 0, 0, 0, 10, 40, false));
    assertThat(log.reception().isFlawless()).isTrue();
  }

  @Test
  void lostRepeatedAndUnreadableFramesAreEachTold() {
    sound(0);
    picture(0, 5);
    picture(120, 8);
    picture(160, 8);
    picture(160, 9);
    log.line("0, 200, 200, 40, 32, 0123456789abcdef0123456789abcdef");
    Reception reception = log.reception();
    assertThat(reception.lostFrames()).isEqualTo(2);
    assertThat(reception.disorders()).isEqualTo(2);
    assertThat(reception.unreadable()).isEqualTo(1);
    assertThat(reception.largestGapMillis()).isEqualTo(120);
    assertThat(reception.isFlawless()).isFalse();
  }

  @Test
  void whatTheEncoderMakesOfThePictureCanBeReadFrameByFrame() throws Exception {
    Path file = folder.resolve("picture.flv");
    try (ProcessGuard guard = ProcessGuard.start()) {
      PictureSender sender = PictureSender.start(guard, file.toString());
      try (sender) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sender.sentFrames() > 60);
      }
      int sent = sender.sentFrames();
      try (Decoder decoder = Decoder.start("file", guard, log, List.of("-i", file.toString()))) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> log.reception().lastNumber() == sent - 1);
        assertThat(decoder.process().onExit().get().exitValue()).isZero();
        await().atMost(Duration.ofSeconds(20)).until(() -> log.reception().over());
      }
      assertThat(log.reception().firstNumber()).isZero();
      assertThat(log.reception().isFlawless()).as(log.reception().toString()).isTrue();
    }
  }

  private void picture(long millis, int number) {
    log.line("0, %d, %d, 40, 32, %s".formatted(millis, millis, FrameCode.hash(number)));
  }

  private void sound(long samples) {
    log.line("1, %d, %d, 1024, 2048, abc".formatted(samples, samples));
  }
}
