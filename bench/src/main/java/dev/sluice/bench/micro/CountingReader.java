package dev.sluice.bench.micro;

import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.fanout.FeedReader;
import dev.sluice.push.fanout.VariantFeed;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A target without a socket: gathers what there is to send, and says that it is sent. */
final class CountingReader implements FeedReader {
  private final VariantFeed feed;
  private final ByteBuffer[] views = new ByteBuffer[16];
  private @Nullable Cursor cursor;
  private final AtomicLong frames = new AtomicLong();

  CountingReader(VariantFeed feed) {
    this.feed = feed;
  }

  /** How often there was something to read; frames come one by one. From any thread. */
  long frames() {
    return frames.get();
  }

  @Override
  public void bytesReady() {
    Cursor at = cursor == null ? feed.join() : cursor;
    if (at == null) {
      return;
    }
    cursor = at;
    long bytes = 0;
    for (int count = at.gather(views, false); count > 0; count = at.gather(views, false)) {
      long gathered = 0;
      for (int i = 0; i < count; i++) {
        gathered += views[i].remaining();
      }
      at.advance(gathered);
      bytes += gathered;
    }
    if (bytes > 0) {
      frames.incrementAndGet();
    }
  }

  @Override
  public @Nullable Cursor cursor() {
    return cursor;
  }

  @Override
  public void fault(RuntimeException fault) {
    throw fault;
  }
}
