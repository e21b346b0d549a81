package dev.sluice.push.fanout;

import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import dev.sluice.wire.net.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One variant's bytes on their way from the source to every target that wants them so.
 *
 * <h2>Concurrency</h2>
 *
 * <p>Two threads meet in a feed, and only here. The <b>source's thread</b> muxes a unit, encodes it
 * into the {@link Ring} once, and asks the {@link FlushSignal} to wake the loop. The <b>event
 * loop's thread</b> does everything for targets: every cursor, every socket, every state is
 * confined to it. So there is no lock, and no target can hold the source's thread up: it never
 * waits for anything.
 *
 * <p><b>Publication.</b> The writer fills memory and the unit's index entry and then moves the
 * ring's {@code head}, a volatile: who sees the new head sees all before it. The reader moves the
 * {@code tail}, a volatile, after it has let go of what lies behind: who sees the new tail may
 * overwrite it. Each of the two is written by one thread alone.
 *
 * <p><b>Reclaiming.</b> The loop trims after each flush, behind the slowest target and the newest
 * key frame, whichever is older (a target that joins needs the latter). It never keeps more than
 * {@link #MAX_AGE_MILLIS} or {@link #MAX_KEPT_BYTES}; a target that is still reading there is
 * overrun, which it notices before it reads. Since the one thread that reads is also the one that
 * reclaims, no byte is ever freed under a reader.
 *
 * <p><b>Isolation.</b> Only the loop's thread could make one target wait for another, and nothing
 * on it blocks: sockets are non-blocking, look-ups and native opens have threads of their own, and
 * an exception out of one target ends that target. A slow target costs memory, bounded as above.
 *
 * <p><b>When the loop itself falls behind</b> until the ring is full, the writer drops whole units
 * and goes on at the next key frame for which there is room. What was dropped was never encoded, so
 * the chunk streams' deltas stay right.
 *
 * <p><b>Another codec.</b> The writer begins a new epoch in the ring. Cursors of the old one read
 * up to it and no further; their targets reconnect.
 */
public final class VariantFeed implements VariantSink {
  /** The oldest that is kept for a target, in the variant's own time. */
  static final long MAX_AGE_MILLIS = 20_000;

  /** Below the ring's size, so that the writer has room while the loop reclaims. */
  static final long MAX_KEPT_BYTES = Ring.MAX_BYTES - (4 << 20);

  /** Sequence headers are small; this is kept free for those that come with a key frame. */
  private static final int HEADERS_ROOM = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(VariantFeed.class);

  private final String streamId;
  private final VariantKey key;
  private final UnitEncoder encoder;
  private final Ring ring = new Ring();
  private final FlushSignal flush;
  private volatile @Nullable VariantHeaders headers;

  // The source's thread alone.
  private boolean dropping;

  // The loop's thread alone.
  private final List<FeedReader> readers = new ArrayList<>();

  /**
   * @param streamId for the log
   */
  public VariantFeed(String streamId, VariantKey key, EventLoop loop) {
    this.streamId = streamId;
    this.key = key;
    this.encoder = key.container() == Container.FLV ? new FlvUnitEncoder() : new TsUnitEncoder();
    this.flush = new FlushSignal(loop, this::flush);
  }

  public VariantKey key() {
    return key;
  }

  // ---- the source's thread

  @Override
  public void headers(VariantHeaders next) {
    VariantHeaders before = headers;
    if (before != null && !sameCodecs(before, next)) {
      ring.beginEpoch();
      flush.now();
    }
    encoder.headers(next);
    headers = next;
    if (next.problem() != null) {
      flush.now(); // No unit will come to tell those who wait for one.
    }
  }

  @Override
  public void unit(MediaUnit unit) {
    if (dropping && !unit.keyFrame()) {
      return;
    }
    if (!ring.hasRoom(encoder.maxEncodedLength(unit) + HEADERS_ROOM)) {
      if (!dropping) {
        log.warn(
            "streamId={} variant={} direction=out the ring is full: dropping to the next key frame",
            streamId,
            key);
      }
      dropping = true;
      flush.now();
      return;
    }
    dropping = false;
    append(unit);
    if (unit.kind() == MediaUnit.Kind.VIDEO) {
      flush.video(unit.dtsMillis());
    } else {
      flush.sound();
    }
  }

  private void append(MediaUnit unit) {
    JoinPoint join = null;
    if (unit.keyFrame()) {
      ByteBuffer changed = encoder.changedHeaders(unit.dtsMillis());
      if (changed != null) {
        ring.append(unit.kind(), unit.dtsMillis(), null, false, changed);
      }
      join = encoder.joinPoint(unit.dtsMillis());
    }
    ring.append(unit.kind(), unit.dtsMillis(), join, true, encoder.encode(unit));
  }

  private static boolean sameCodecs(VariantHeaders a, VariantHeaders b) {
    return Objects.equals(a.videoCodec(), b.videoCodec())
        && Objects.equals(a.audioCodec(), b.audioCodec())
        && Objects.equals(a.problem(), b.problem());
  }

  // ---- the loop's thread

  /** The newest headers; null before the first. From any thread. */
  public @Nullable VariantHeaders headers() {
    return headers;
  }

  /** From now on the reader is told of new bytes. */
  public void add(FeedReader reader) {
    readers.add(reader);
  }

  /** The reader is told no more, and reads no more: the bytes may be freed. */
  public void remove(FeedReader reader) {
    readers.remove(reader);
  }

  /** Whether there is a reader. */
  public boolean isRead() {
    return !readers.isEmpty();
  }

  /** A cursor at the newest key frame, or null while there is none. */
  public @Nullable Cursor join() {
    return Cursor.atNewestKey(ring);
  }

  /** Frees the ring; the source calls no more, and no reader is left. */
  public void close() {
    ring.free();
  }

  /** Bytes of memory held, for tests and figures. */
  public long allocatedBytes() {
    return ring.allocatedBytes();
  }

  private void flush() {
    // A copy: a reader that fails removes itself.
    for (FeedReader reader : List.copyOf(readers)) {
      try {
        reader.bytesReady();
      } catch (RuntimeException fault) {
        reader.fault(fault);
      }
    }
    trim();
  }

  private void trim() {
    long head = ring.head();
    long key = ring.newestKey();
    long keep = key < 0 ? head : key;
    for (FeedReader reader : readers) {
      Cursor cursor = reader.cursor();
      if (cursor != null && !cursor.isOverrun()) {
        keep = Math.min(keep, cursor.unit());
      }
    }
    long oldest = head == 0 ? 0 : ring.dtsMillis(head - 1) - MAX_AGE_MILLIS;
    long lowest = ring.start(head) - MAX_KEPT_BYTES;
    while (keep < head && (ring.dtsMillis(keep) < oldest || ring.start(keep) < lowest)) {
      keep++;
    }
    ring.trim(keep);
  }
}
