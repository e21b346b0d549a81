package dev.sluice.push.engine;

import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.source.Source;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.wire.net.EventLoop;
import java.util.HashMap;
import java.util.Map;

/** The variants that are muxed, each as long as a push wants it. Used on the loop's thread. */
final class Feeds {
  private final String streamId;
  private final Source source;
  private final EventLoop loop;
  private final Map<VariantKey, Shared> shared = new HashMap<>();

  private static final class Shared {
    private final VariantFeed feed;
    private int users;

    private Shared(VariantFeed feed) {
      this.feed = feed;
    }
  }

  Feeds(String streamId, Source source, EventLoop loop) {
    this.streamId = streamId;
    this.source = source;
    this.loop = loop;
  }

  /** The variant's feed, asked of the source if nobody had it yet. */
  VariantFeed acquire(VariantKey key) {
    Shared there = shared.get(key);
    if (there == null) {
      there = new Shared(new VariantFeed(streamId, key, loop));
      shared.put(key, there);
      source.want(key, there.feed);
    }
    there.users++;
    return there.feed;
  }

  /** One user less; the last one ends the muxing and frees the memory. */
  void release(VariantFeed feed) {
    Shared there = shared.get(feed.key());
    if (there != null && there.feed.equals(feed) && --there.users == 0) {
      shared.remove(feed.key());
      source.unwant(feed.key());
      feed.close();
    }
  }

  /** Frees what is left, when the source and the loop are closed. From the closing thread. */
  void close() {
    shared.values().forEach(s -> s.feed.close());
    shared.clear();
  }
}
