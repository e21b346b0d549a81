package dev.sluice.push.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.wire.net.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R8: who falls behind skips, and how often that is borne, by a clock of the test's own. */
class LagPolicyTest {
  private static final int FRAMES_PER_SECOND = 10;
  private static final int SMALL = 188;

  private final EventLoop loop = EventLoop.start("lag");
  private final VariantFeed feed = new VariantFeed("stream-1", Specs.MPEGTS, loop);
  private final LagPolicy lag = new LagPolicy(OutputTiming.DEFAULT);
  private int frames;

  @AfterEach
  void close() {
    loop.close();
    feed.close();
  }

  @Test
  void aTargetEightSecondsBehindGoesOnAtTheNewestKeyFrameAndWhatItMissesIsCounted() {
    onLoop(
        () -> {
          Cursor cursor = join();
          seconds(7);
          assertThat(lag.shouldSkip(cursor)).as("7.9 s behind").isFalse();
          seconds(1);
          assertThat(lag.shouldSkip(cursor)).as("8.9 s behind").isTrue();

          assertThat(lag.skip(cursor, 0)).isFalse();

          assertThat(cursor.millisBehind()).isEqualTo(900);
          assertThat(lag.shouldSkip(cursor)).isFalse();
          assertThat(lag.droppedFrames()).isEqualTo(8 * FRAMES_PER_SECOND);
        });
  }

  @Test
  void sixteenMegabytesBehindAreTooMuchHoweverShortATimeTheyAre() {
    onLoop(
        () -> {
          Cursor cursor = join();
          for (int i = 0; i < 16; i++) {
            frame(1 << 20, false);
          }
          frame(SMALL, true);
          assertThat(lag.shouldSkip(cursor)).isTrue();
        });
  }

  @Test
  void withoutANewerKeyFrameThereIsNowhereToSkipTo() {
    onLoop(
        () -> {
          Cursor cursor = join();
          for (int i = 0; i < 12 * FRAMES_PER_SECOND; i++) {
            frame(SMALL, false);
          }
          assertThat(lag.shouldSkip(cursor)).isFalse();
        });
  }

  @Test
  void theThirdSkipWithinAMinuteIsOneTooManyAndEveryFrameLeftOutIsCounted() {
    onLoop(
        () -> {
          Cursor cursor = join();
          assertThat(skipAfterTenSeconds(cursor, 0)).isFalse();
          assertThat(skipAfterTenSeconds(cursor, 29)).isFalse();
          assertThat(skipAfterTenSeconds(cursor, 61)).as("the first is long past").isFalse();
          assertThat(skipAfterTenSeconds(cursor, 62)).isTrue();
          assertThat(lag.droppedFrames()).isEqualTo(4 * 10 * FRAMES_PER_SECOND);
        });
  }

  private boolean skipAfterTenSeconds(Cursor cursor, long atSecond) {
    seconds(10);
    assertThat(lag.shouldSkip(cursor)).isTrue();
    return lag.skip(cursor, Duration.ofSeconds(atSecond).toNanos());
  }

  /** A feed's cursors are the loop's; what the feed itself does there comes after the body. */
  private void onLoop(Runnable body) {
    CompletableFuture.runAsync(body, loop).join();
  }

  private Cursor join() {
    seconds(1);
    return Objects.requireNonNull(feed.join());
  }

  /** Each begins at a key frame. */
  private void seconds(int count) {
    for (int i = 0; i < count * FRAMES_PER_SECOND; i++) {
      frame(SMALL, i % FRAMES_PER_SECOND == 0);
    }
  }

  private void frame(int bytes, boolean key) {
    long dtsMillis = frames++ * 1000L / FRAMES_PER_SECOND;
    feed.unit(new MediaUnit(MediaUnit.Kind.VIDEO, dtsMillis, key, ByteBuffer.allocate(bytes)));
  }
}
