package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.fanout.FeedReader;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.testing.HandFedSource;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.Specs;
import dev.sluice.wire.net.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A variant is muxed, and its memory held, while a push carries it or an output reads it. */
class FeedsTest implements FeedReader {
  private final EventLoop loop = EventLoop.start("feeds-test");
  private final HandFedSource source = new HandFedSource(new SourceWatcher());
  private final Feeds feeds = new Feeds("stream-1", source, loop);

  @AfterEach
  void close() {
    loop.close();
    feeds.close();
  }

  @Test
  void aVariantIsKeptForTheOutputThatStillReadsItAndFreedBehindIt() {
    onLoop(
        () -> {
          VariantFeed feed = feeds.acquire(Specs.MPEGTS);
          source.give(Specs.MPEGTS, 188);
          feed.add(this);

          feeds.release(feed);
          assertThat(source.isWanted(Specs.MPEGTS)).isTrue();
          assertThat(feed.allocatedBytes()).isPositive();

          feed.remove(this);
          feeds.freeUnused();
          assertThat(source.isWanted(Specs.MPEGTS)).isFalse();
          assertThat(feed.allocatedBytes()).isZero();
        });
  }

  @Test
  void aVariantIsKeptForTheLastOfThePushesThatCarryIt() {
    onLoop(
        () -> {
          VariantFeed feed = feeds.acquire(Specs.MPEGTS);
          assertThat(feeds.acquire(Specs.MPEGTS)).isSameAs(feed);

          feeds.release(feed);
          assertThat(source.isWanted(Specs.MPEGTS)).isTrue();

          feeds.release(feed);
          assertThat(source.isWanted(Specs.MPEGTS)).isFalse();
        });
  }

  @Test
  void aVariantThatIsWantedAgainWhileAnOutputReadsItIsTheSame() {
    onLoop(
        () -> {
          VariantFeed feed = feeds.acquire(Specs.MPEGTS);
          feed.add(this);
          feeds.release(feed);

          assertThat(feeds.acquire(Specs.MPEGTS)).isSameAs(feed);
          feed.remove(this);
          feeds.freeUnused();
          assertThat(source.isWanted(Specs.MPEGTS)).isTrue();
        });
  }

  private void onLoop(Runnable step) {
    CompletableFuture.runAsync(step, loop).orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void bytesReady() {}

  @Override
  public @Nullable Cursor cursor() {
    return null;
  }

  @Override
  public void fault(RuntimeException fault) {
    throw fault;
  }
}
