package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.net.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** R31, R38: what the log says of a target, and what it never says. */
class LogTest {
  private static final String CANARY = "canary-9f2c?token=%41!/x";

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.sluice");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Level level = logger.getEffectiveLevel();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(level);
  }

  @Test
  void everyLineAboutATargetNamesStreamPushAndDirectionAndNoneHoldsAKey() {
    try (RtmpPeer good = RtmpPeer.start();
        RtmpPeer bad =
            RtmpPeer.start(
                Manners.refusing("NetStream.Publish.Unauthorized", "no such key: " + CANARY));
        EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000))) {
      run.apply(
          Specs.rtmp("good", good.url(), CANARY),
          Specs.rtmp("bad", bad.url(), CANARY),
          Specs.srt("srt", "srt://127.0.0.1:" + FreePort.udp() + "?streamid=canary-9f2c"));
      run.await("good", PushState.LIVE);
      run.await("srt", PushState.BACKOFF);
      run.source()
          .change(
              h -> new VariantHeaders(h.videoCodec(), "mp3", h.videoHeader(), null, h.metadata()));
      run.await("good", s -> s.state() == PushState.LIVE && s.reconnects() == 1, LONG);
      PushStatus refused = run.await("bad", PushState.FAILED);
      assertThat(refused.message()).doesNotContain("canary");
    }
    List<String> all = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(all).noneMatch(line -> line.contains("canary"));
    assertThat(all).anyMatch(line -> line.contains("pushId=good") && line.contains("LIVE"));
    assertThat(all).anyMatch(line -> line.contains("pushId=good") && line.contains("reconnects"));
    assertThat(lines.list)
        .filteredOn(e -> e.getLoggerName().endsWith("TargetPush"))
        .map(ILoggingEvent::getFormattedMessage)
        .hasSizeGreaterThan(6)
        .allMatch(l -> l.matches("streamId=stream-1 pushId=\\S+ target=\".+\" direction=out .*"));
    assertThat(lines.list)
        .filteredOn(e -> e.getLoggerName().startsWith("dev.sluice.push.engine"))
        .map(ILoggingEvent::getFormattedMessage)
        .allMatch(line -> line.startsWith("streamId=stream-1 "));
  }

  @Test
  void aFeedThatIsFullNamesItsStream() {
    EventLoop loop = EventLoop.start("log");
    VariantFeed feed = new VariantFeed("stream-1", Specs.MPEGTS, loop);
    // The loop that would free the ring is kept busy by filling it.
    CompletableFuture.runAsync(() -> fill(feed), loop).join();
    loop.close();
    feed.close();
    assertThat(lines.list)
        .filteredOn(e -> e.getLoggerName().endsWith("VariantFeed"))
        .singleElement()
        .satisfies(
            e ->
                assertThat(e.getFormattedMessage())
                    .startsWith("streamId=stream-1 ")
                    .contains("direction=out", "the ring is full"));
  }

  private static void fill(VariantFeed feed) {
    for (int i = 0; i < 40; i++) {
      feed.unit(new MediaUnit(MediaUnit.Kind.VIDEO, i * 40L, i == 0, ByteBuffer.allocate(1 << 20)));
    }
  }
}
