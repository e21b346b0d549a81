package dev.sluice.push.source;

import static dev.sluice.push.ffmpeg.Packet.NO_TIME;
import static dev.sluice.push.variant.MediaPacket.TICKS_PER_MILLI;
import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final long FRAME = TICKS_PER_SECOND / 30;

  private long nanos;
  private final Timeline timeline = new Timeline(() -> nanos);

  @Test
  void beginsNearZeroWhereverTheSourceBegins() {
    timeline.place(true, 123_456_789_012L, 123_456_789_012L);
    assertThat(timeline.dtsTicks()).isBetween(0L, (long) TICKS_PER_SECOND);
  }

  @Test
  void keepsPicturesAndSoundAsFarApartAsTheyWere() {
    long video = place(true, 900_000);
    assertThat(place(false, 900_000 - 4_500)).isEqualTo(video - 4_500);
    assertThat(place(false, 900_000 + 9_000)).isEqualTo(video + 9_000);
  }

  @Test
  void keepsHowMuchLaterAFrameIsShownThanDecoded() {
    timeline.place(true, 1_000_000, 1_006_000);
    assertThat(timeline.ptsTicks() - timeline.dtsTicks()).isEqualTo(6_000);
  }

  @Test
  void neverShowsAFrameBeforeItIsDecoded() {
    timeline.place(true, 1_000_000, 990_000);
    assertThat(timeline.ptsTicks()).isEqualTo(timeline.dtsTicks());
  }

  @ParameterizedTest(name = "counter of {0} ticks")
  @CsvSource({"8589934592", "386547056640", "193273528320"})
  void goesOverAWrapWithoutAStepOnEitherTrack(long period) {
    long source = period - 2L * TICKS_PER_SECOND;
    long lastVideo = place(true, source);
    long lastSound = place(false, source);
    long gap = FRAME;
    for (long at = gap; at < 4L * TICKS_PER_SECOND; at += gap) {
      long video = place(true, (source + at) % period);
      assertThat(video - lastVideo).as("as long as at the source").isEqualTo(gap);
      gap = gap == FRAME ? 4 * FRAME : FRAME;
      lastVideo = video;
      // Sound runs 200 ms behind, so that it wraps when pictures have long wrapped.
      long behind = Math.max(at - TICKS_PER_SECOND / 5, 1);
      long sound = place(false, (source + behind) % period);
      assertThat(sound).isGreaterThan(lastSound).isCloseTo(video, within(20_000L));
      lastSound = sound;
    }
  }

  @Test
  void aFrameShownAfterTheWrapAndDecodedBeforeItKeepsItsDelay() {
    long period = 1L << 33;
    timeline.place(true, period - 1_000, 2_000);
    assertThat(timeline.ptsTicks() - timeline.dtsTicks()).isEqualTo(3_000);
  }

  @ParameterizedTest(name = "jump of {0} s")
  @ValueSource(longs = {-86_400, -3_600, -30, -2, 30, 3_600, 86_400})
  void picturesAndSoundGoOverAJumpInStep(long jumpSeconds) {
    long base = 100_000L * TICKS_PER_SECOND;
    feed(base, 90);
    long before = timeline.dtsTicks();
    long far = base + 3L * TICKS_PER_SECOND + jumpSeconds * TICKS_PER_SECOND;
    long video = place(true, far);
    long sound = place(false, far + 100);
    assertThat(video - before).as("goes on at once").isBetween(1L, TICKS_PER_SECOND / 5L);
    assertThat(sound - video).isEqualTo(100);
    assertThat(place(true, far + FRAME) - video).isEqualTo(FRAME);
  }

  @ParameterizedTest(name = "one frame {0} s too late")
  @ValueSource(longs = {1, 3, 8, 12, 3_600})
  void oneWrongTimestampDoesNotPartPicturesFromSound(long seconds) {
    feed(0, 90);
    place(true, 90 * FRAME + seconds * TICKS_PER_SECOND);
    long apart = 0;
    for (int i = 91; i < 91 + 30 * (seconds < 60 ? seconds + 3 : 3); i++) {
      long video = place(true, i * FRAME);
      apart = video - place(false, i * FRAME);
    }
    assertThat(apart).isCloseTo(0, within(FRAME));
  }

  @Test
  void soundThatPausedForAMinuteComesBackWhereItBelongs() {
    feed(0, 30);
    long video = 0;
    for (int i = 30; i < 30 * 60; i++) {
      video = place(true, i * FRAME);
    }
    assertThat(place(false, 30L * 60 * FRAME)).isEqualTo(video + FRAME);
  }

  @Test
  void packetsWithoutTimestampsFollowAtTheUsualPace() {
    place(true, 5_000);
    long last = place(true, 5_000 + FRAME);
    timeline.place(true, NO_TIME, NO_TIME);
    assertThat(timeline.dtsTicks() - last).isEqualTo(FRAME);
    assertThat(timeline.ptsTicks()).isEqualTo(timeline.dtsTicks());
  }

  @Test
  void aMissingDecodingTimeIsTakenFromThePresentation() {
    long first = place(true, 5_000);
    timeline.place(true, NO_TIME, 5_000 + FRAME);
    assertThat(timeline.dtsTicks() - first).isEqualTo(FRAME);
  }

  @Test
  void anAbsenceLastsOnTheTimeLineAsLongAsItReallyDid() {
    feed(7_000_000, 60);
    long before = timeline.dtsTicks();
    nanos += Duration.ofSeconds(20).toNanos();
    timeline.reopened();
    long video = place(true, 0);
    assertThat(video - before)
        .isCloseTo(20L * TICKS_PER_SECOND, within((long) TICKS_PER_SECOND / 10));
    assertThat(place(false, 300)).isEqualTo(video + 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverComesTimeRisesByAMillisecondAtLeastOnEachTrack(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    long[] last = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
    long source = random.nextLong(1L << 40);
    for (int i = 0; i < 20_000; i++) {
      nanos += random.nextLong(Duration.ofMillis(40).toNanos());
      boolean video = random.nextInt(3) == 0;
      source = next(random, source);
      long dts = random.nextInt(50) == 0 ? NO_TIME : source;
      long pts = random.nextInt(50) == 0 ? NO_TIME : source + random.nextLong(-10_000, 20_000);
      if (random.nextInt(2_000) == 0) {
        timeline.reopened();
      }
      timeline.place(video, dts, pts);
      int track = video ? 0 : 1;
      assertThat(timeline.dtsTicks()).isGreaterThanOrEqualTo(last[track] + TICKS_PER_MILLI);
      assertThat(timeline.ptsTicks()).isGreaterThanOrEqualTo(timeline.dtsTicks());
      last[track] = timeline.dtsTicks();
    }
    // Twenty thousand packets in at most 800 s: the time line has not run away from the clock.
    assertThat(last[0]).isLessThan(3_600L * TICKS_PER_SECOND);
  }

  private static long next(RandomGenerator random, long source) {
    return switch (random.nextInt(100)) {
      case 0 -> source;
      case 1 -> source - random.nextLong(TICKS_PER_SECOND);
      case 2 -> random.nextInt(20) == 0 ? random.nextLong() : source + 1;
      case 3 -> (source + FRAME) & ((1L << 33) - 1);
      default -> source + random.nextLong(FRAME);
    };
  }

  /** Frames of both tracks from a time on; the clock goes with them. */
  private void feed(long from, int frames) {
    for (int i = 0; i < frames; i++) {
      place(true, from + i * FRAME);
      place(false, from + i * FRAME);
    }
  }

  private long place(boolean video, long dts) {
    timeline.place(video, dts, dts);
    return timeline.dtsTicks();
  }
}
