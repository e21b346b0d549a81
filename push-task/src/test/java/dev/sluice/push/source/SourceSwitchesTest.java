package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.RtmpServer;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is asked of a source while it runs. */
class SourceSwitchesTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final SourceWatcher watcher = new SourceWatcher();

  @Test
  void aVariantWantedInTheMiddleBeginsWithHeadersAtAKeyFrame() {
    VariantRecorder early = new VariantRecorder();
    VariantRecorder late = new VariantRecorder();
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = source(server.url())) {
      source.want(key(Container.FLV), early);
      source.start();
      early.awaitMore(VIDEO, 10, SOON);
      source.want(key(Container.MPEGTS), late);
      late.awaitMore(VIDEO, 40, SOON);
    }
    assertThat(late.headers()).hasSize(1);
    assertThat(late.units().getFirst().keyFrame()).isTrue();
    assertThat(late.units().getFirst().kind()).isEqualTo(VIDEO);
    assertThat(late.units().getFirst().dtsMillis())
        .as("on the time line of the source, which all variants share")
        .isGreaterThan(early.units().getFirst().dtsMillis());
  }

  @Test
  void aVariantNoLongerWantedHearsNothingMore() {
    VariantRecorder kept = new VariantRecorder();
    VariantRecorder dropped = new VariantRecorder();
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = source(server.url())) {
      source.want(key(Container.FLV), kept);
      source.want(key(Container.MPEGTS), dropped);
      source.start();
      dropped.awaitMore(VIDEO, 5, SOON);
      source.unwant(key(Container.MPEGTS));
      int heard = dropped.units().size();
      kept.awaitMore(VIDEO, 40, SOON);
      assertThat(dropped.units()).hasSize(heard);
    }
  }

  @Test
  void aSinkThatFailsHurtsNoOtherAndGoesOnAtTheNextKeyFrame() {
    VariantRecorder well = new VariantRecorder();
    VariantRecorder failing = new VariantRecorder();
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = source(server.url())) {
      source.want(key(Container.MPEGTS), new FailingOnce(failing));
      source.want(key(Container.FLV), well);
      source.start();
      well.awaitMore(VIDEO, 50, SOON);
      failing.awaitMore(VIDEO, 10, SOON);
      assertThat(failing.units().getFirst().keyFrame()).isTrue();
    }
  }

  @Test
  void aLostSourceThatHasMovedIsOpenedAtItsNewPlaceAtOnce() {
    SourceOptions patient =
        new SourceOptions(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            null,
            System::nanoTime);
    String nowhere = "rtmp://127.0.0.1:" + FreePort.tcp() + "/live/key";
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = new FfmpegSource("test", Secret.of(nowhere), watcher, patient)) {
      source.start();
      watcher.awaitLost(SOON);
      source.moved(Secret.of(server.url()));
      assertThat(watcher.awaitFlowing(SOON).videoCodec()).isEqualTo("h264");
    }
  }

  @Test
  void bitrateAndGopAreMeasured() {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = source(server.url())) {
      source.start();
      watcher.awaitFlowing(SOON);
      SourceInfo info = watcher.awaitDescribed(SOON);
      assertThat(info.gopMillis()).isBetween(990L, 1_010L);
      assertThat(info.bitrateBps()).isBetween(200_000L, 1_500_000L);
    }
  }

  @Test
  void noKeyIsLoggedWhateverHappens() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
    try {
      String at = "://127.0.0.1:" + FreePort.tcp();
      for (String url :
          List.of(
              "rtmp" + at + "/live/CANARY?a=CANARY",
              "rtmp://user:CANARY@127.0.0.1:" + FreePort.tcp() + "/live/x",
              "rtmp://no-such-host.invalid/live/CANARY",
              "http" + at + "/CANARY.flv?token=CANARY",
              "https://user:CANARY@127.0.0.1:" + FreePort.tcp() + "/CANARY",
              "CANARY://CANARY")) {
        try (FfmpegSource source = source(url)) {
          source.start();
          assertThat(watcher.awaitLost(SOON).message()).doesNotContain("CANARY");
        }
      }
    } finally {
      root.detachAppender(lines);
      root.setLevel(before);
    }
    assertThat(lines.list).isNotEmpty();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("CANARY"));
    assertThat(lines.list)
        .filteredOn(e -> e.getLoggerName().equals(FfmpegSource.class.getName()))
        .isNotEmpty()
        .allMatch(e -> e.getFormattedMessage().startsWith("streamId=test direction=in "));
  }

  /** Takes the third unit badly. */
  private static final class FailingOnce implements VariantSink {
    private final VariantSink behind;
    private int units;

    FailingOnce(VariantSink behind) {
      this.behind = behind;
    }

    @Override
    public void headers(VariantHeaders headers) {
      behind.headers(headers);
    }

    @Override
    public void unit(MediaUnit unit) {
      if (++units == 3) {
        throw new IllegalStateException("on purpose");
      }
      if (units > 3) {
        behind.unit(unit);
      }
    }
  }

  private FfmpegSource source(String url) {
    return new FfmpegSource("test", Secret.of(url), watcher, SourceOptions.standard(null));
  }

  private static VariantKey key(Container container) {
    return new VariantKey(container, Profile.SOURCE, false, SilentAudio.OFF);
  }
}
