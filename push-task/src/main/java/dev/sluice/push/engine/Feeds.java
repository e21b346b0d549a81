package dev.sluice.push.engine;

import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.source.Source;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.wire.net.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The variants that are muxed, each for as long as a push carries it or an output reads it. Used on
 * the loop's thread.
 */
final class Feeds {
  private final String streamId;
  private final Source source;
  private final EventLoop loop;
  private final Map<VariantKey, Carried> carried = new HashMap<>();

  private static final class Carried {
    private final VariantFeed feed;
    private int pushes;

    private Carried(VariantFeed feed) {
      this.feed = feed;
    }
  }

  Feeds(String streamId, Source source, EventLoop loop) {
    this.streamId = streamId;
    this.source = source;
    this.loop = loop;
  }

  /** The variant's feed for one more push, asked of the source if nobody had it yet. */
  VariantFeed acquire(VariantKey key) {
    Carried there = carried.get(key);
    if (there == null) {
      there = new Carried(new VariantFeed(streamId, key, loop));
      carried.put(key, there);
      source.want(key, there.feed);
    }
    there.pushes++;
    return there.feed;
  }

  /** One push less carries it. */
  void release(VariantFeed feed) {
    Objects.requireNonNull(carried.get(feed.key())).pushes--;
    freeUnused();
  }

  /** Ends the muxing of what no push carries and no output reads any more, and frees its memory. */
  void freeUnused() {
    for (Carried there : List.copyOf(carried.values())) {
      if (there.pushes == 0 && !there.feed.isRead()) {
        carried.remove(there.feed.key());
        source.unwant(there.feed.key());
        there.feed.close();
      }
    }
  }

  /** Frees what is left, when the source and the loop are closed. From the closing thread. */
  void close() {
    carried.values().forEach(there -> there.feed.close());
    carried.clear();
  }
}
