package dev.sluice.push.fanout;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One target's place in a ring. Used on the loop's thread alone; it holds no bytes and copies none.
 */
public final class Cursor {
  private final Ring ring;
  private final int epoch;
  private long unit;
  private long position;
  private long skipTo;
  private long videoFramesRead;

  private Cursor(Ring ring, int epoch, long unit) {
    this.ring = ring;
    this.epoch = epoch;
    this.unit = unit;
    this.position = ring.start(unit);
  }

  /** A cursor at the newest key frame, or null while there is none. */
  static @Nullable Cursor atNewestKey(Ring ring) {
    // The writer may begin an epoch between any two of these: then the key frame may be of another.
    int epoch;
    long key;
    do {
      epoch = ring.epoch();
      key = ring.newestKey();
    } while (ring.epoch() != epoch);
    return key < 0 ? null : new Cursor(ring, epoch, key);
  }

  /** What a target needs that begins where this cursor stands, which is a key frame. */
  public JoinPoint joinPoint() {
    return Objects.requireNonNull(ring.join(unit), "the cursor is not at a key frame");
  }

  /** Whether the ring has given up what this cursor had yet to read. */
  public boolean isOverrun() {
    return unit < ring.tail();
  }

  /** Whether all it can read is read, and what follows needs a new connection. */
  public boolean isAtNewCodec() {
    return ring.epoch() != epoch && position >= limit();
  }

  /** Whether nothing of the current unit has been read: only here may other bytes come between. */
  public boolean isBetweenUnits() {
    return position == ring.start(unit);
  }

  /** Whether some of a video frame has been read, and not all. */
  public boolean isInVideoFrame() {
    return !isBetweenUnits() && ring.isVideoFrame(unit);
  }

  /** Video frames of which anything has been read, not counting those that were skipped. */
  public long videoFramesBegun() {
    return videoFramesRead + (isInVideoFrame() ? 1 : 0);
  }

  /** Whether everything there is has been read. */
  public boolean isAtHead() {
    return position >= limit();
  }

  /** Bytes yet to read. */
  public long bytesBehind() {
    return limit() - position;
  }

  /** How much older the unit it stands in is than the newest one. */
  public long millisBehind() {
    long head = ring.head();
    return unit >= head ? 0 : ring.dtsMillis(head - 1) - ring.dtsMillis(unit);
  }

  long unit() {
    return unit;
  }

  /**
   * The bytes to read next, as views that are valid until the next call on any cursor of this ring.
   *
   * @param into filled from 0
   * @param toUnitEnd stop at the end of the current unit
   * @return how many views there are; 0 when there is nothing to read
   */
  public int gather(ByteBuffer[] into, boolean toUnitEnd) {
    long end = toUnitEnd && !isBetweenUnits() ? ring.start(unit + 1) : limit();
    int count = 0;
    for (long at = position; at < end && count < into.length; count++) {
      ByteBuffer bytes = ring.bytesAt(at);
      if (bytes.remaining() > end - at) {
        bytes.limit(bytes.position() + (int) (end - at));
      }
      at += bytes.remaining();
      into[count] = bytes;
    }
    return count;
  }

  /** Copies as many bytes as fit, or as there are to the current unit's end, and reads on. */
  public void copyTo(ByteBuffer into, boolean toUnitEnd) {
    long end = toUnitEnd && !isBetweenUnits() ? ring.start(unit + 1) : limit();
    while (into.hasRemaining() && position < end) {
      ByteBuffer bytes = ring.bytesAt(position);
      long most = Math.min(into.remaining(), end - position);
      if (bytes.remaining() > most) {
        bytes.limit(bytes.position() + (int) most);
      }
      int copied = bytes.remaining();
      into.put(bytes);
      advance(copied);
    }
  }

  /** These bytes have been read. */
  public void advance(long bytes) {
    position += bytes;
    long head = ring.head();
    while (unit < head && position >= ring.start(unit + 1)) {
      videoFramesRead += ring.isVideoFrame(unit) ? 1 : 0;
      unit++;
    }
  }

  /** Whether there is a key frame ahead to skip to, which is remembered. */
  public boolean canSkip() {
    // The key frame is read first: who sees one of a new epoch sees the epoch.
    skipTo = ring.newestKey();
    return skipTo > unit && ring.epoch() == epoch;
  }

  /**
   * Goes on at the key frame that {@link #canSkip} has just found; the writer may have forgotten it
   * since, the ring has not. Only between units.
   *
   * @return the video frames left out
   */
  public int skipToNewestKey() {
    long to = skipTo;
    int frames = 0;
    for (long i = Math.max(unit, ring.tail()); i < to; i++) {
      frames += ring.isVideoFrame(i) ? 1 : 0;
    }
    unit = to;
    position = ring.start(to);
    return frames;
  }

  /**
   * Where readable bytes end. The head is read first: who sees a new epoch's unit sees the epoch.
   */
  private long limit() {
    long head = ring.head();
    return ring.start(ring.epoch() == epoch ? head : Math.min(head, ring.epochEnd(epoch)));
  }
}
