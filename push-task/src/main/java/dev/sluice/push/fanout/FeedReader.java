package dev.sluice.push.fanout;

import org.jspecify.annotations.Nullable;

/** A target of a feed. Called on the loop's thread. */
public interface FeedReader {
  /** There are new bytes, or it is time to send those that waited. */
  void bytesReady();

  /** Where it reads; null before it has begun. The feed keeps what lies ahead of it. */
  @Nullable Cursor cursor();

  /** {@link #bytesReady} threw: this target is broken, no other is. */
  void fault(RuntimeException fault);
}
