package dev.sluice.push.fanout;

import dev.sluice.push.variant.MediaUnit;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A variant's latest bytes and an index of the units in them. One writer (the source's thread) and
 * one reader (the event loop's thread, on behalf of every target); see {@link VariantFeed} for how
 * the two meet.
 *
 * <p>Bytes and units are numbered from 0 and never anew: a position is a {@code long} that only
 * grows. The memory grows by {@link Segment}s and shrinks again behind the slowest target; the most
 * it can have is {@link #MAX_BYTES}, by the number of its slots.
 */
public final class Ring {
  /** The most bytes that are kept. */
  public static final int MAX_BYTES = 32 << 20;

  /** The most units that are kept: over 20 s of video and the densest sound. */
  static final int MAX_UNITS = 16_384;

  /** Segments kept for reuse: what a stream in step with its targets needs. */
  private static final int SPARE_SEGMENTS = 4;

  private static final int SLOTS = MAX_BYTES / Segment.BYTES;
  private static final int UNIT_MASK = MAX_UNITS - 1;

  /** Far more than the source can begin while a target lags. */
  private static final int EPOCHS = 64;

  private static final byte VIDEO = 1;
  private static final byte FRAME = 2;

  private final AtomicReferenceArray<@Nullable Segment> slots = new AtomicReferenceArray<>(SLOTS);
  private final ArrayBlockingQueue<Segment> spare = new ArrayBlockingQueue<>(SPARE_SEGMENTS);
  private final long[] starts = new long[MAX_UNITS];
  private final long[] times = new long[MAX_UNITS];
  private final byte[] flags = new byte[MAX_UNITS];
  private final @Nullable JoinPoint[] joins = new @Nullable JoinPoint[MAX_UNITS];

  // Written by the writer: the index's entries above are published by head, which is written last.
  private volatile long head;
  private volatile long newestKey = -1;
  private volatile int epoch;

  // Where epochs ended: published by epoch, which is written after.
  private final long[] epochEnds = new long[EPOCHS];
  private long nextSegment;
  private int epochs;

  // Written by the reader, read by the writer to learn what it may overwrite.
  private volatile long tail;
  private long tailSegment;

  // ---- the writer's side

  /** Whether {@link #append} can take this many bytes as one unit. */
  boolean hasRoom(int bytes) {
    long units = head;
    // Headers may go before it, as a unit of their own; and the last unit's end is an entry too.
    if (units - tail >= MAX_UNITS - 2 || bytes > MAX_BYTES / 2) {
      return false;
    }
    long last = (starts[index(units)] + bytes - 1) >> Segment.SHIFT;
    for (long segment = nextSegment; segment <= last; segment++) {
      if (slots.get(slot(segment)) != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends one unit; the caller has made sure of room.
   *
   * @param join makes the unit a place to begin at
   * @param frame whether it is media, and not headers repeated
   */
  void append(
      MediaUnit.Kind kind,
      long dtsMillis,
      @Nullable JoinPoint join,
      boolean frame,
      ByteBuffer bytes) {
    long unit = head;
    int i = index(unit);
    times[i] = dtsMillis;
    flags[i] = (byte) ((kind == MediaUnit.Kind.VIDEO ? VIDEO : 0) | (frame ? FRAME : 0));
    joins[i] = join;
    starts[index(unit + 1)] = copy(bytes, starts[i]);
    if (join != null) {
      newestKey = unit;
    }
    head = unit + 1;
  }

  /** What follows cannot be decoded by who decoded what came before. */
  void beginEpoch() {
    epochEnds[epochs % EPOCHS] = head;
    newestKey = -1;
    epoch = ++epochs;
  }

  private long copy(ByteBuffer bytes, long position) {
    while (bytes.hasRemaining()) {
      long number = position >> Segment.SHIFT;
      int offset = (int) (position & (Segment.BYTES - 1));
      int length = Math.min(bytes.remaining(), Segment.BYTES - offset);
      ByteBuffer to = segmentFor(number).writer();
      to.put(offset, bytes, bytes.position(), length);
      bytes.position(bytes.position() + length);
      position += length;
    }
    return position;
  }

  private Segment segmentFor(long number) {
    Segment there = slots.get(slot(number));
    if (there != null) {
      return there;
    }
    Segment reused = spare.poll();
    Segment fresh = reused == null ? new Segment() : reused;
    slots.set(slot(number), fresh);
    nextSegment = number + 1;
    return fresh;
  }

  // ---- the reader's side

  /** The number of the unit to come. */
  public long head() {
    return head;
  }

  /** The oldest unit there is, or {@link #head}. */
  public long tail() {
    return tail;
  }

  /** The newest unit to begin at, or -1. */
  public long newestKey() {
    long key = newestKey;
    return key >= tail && key < head ? key : -1;
  }

  int epoch() {
    return epoch;
  }

  /** The first unit behind an epoch that is over: one of the latest, older ones are long gone. */
  long epochEnd(int of) {
    return epochEnds[of % EPOCHS];
  }

  /** Where a unit begins; of {@link #head}, where the bytes end. */
  long start(long unit) {
    return starts[index(unit)];
  }

  long dtsMillis(long unit) {
    return times[index(unit)];
  }

  boolean isVideoFrame(long unit) {
    return flags[index(unit)] == (VIDEO | FRAME);
  }

  @Nullable JoinPoint join(long unit) {
    return joins[index(unit)];
  }

  /** The view of the segment that holds this byte, from the byte to the segment's end. */
  ByteBuffer bytesAt(long position) {
    Segment segment = slots.get(slot(position >> Segment.SHIFT));
    if (segment == null) {
      throw new IllegalStateException("byte " + position + " is gone");
    }
    return segment.reader().clear().position((int) (position & (Segment.BYTES - 1)));
  }

  /** Gives up every unit before this one. */
  void trim(long keepFrom) {
    if (keepFrom <= tail) {
      return;
    }
    for (long i = tail; i < keepFrom; i++) {
      joins[index(i)] = null;
    }
    long firstKept = start(keepFrom) >> Segment.SHIFT;
    for (; tailSegment < firstKept; tailSegment++) {
      Segment gone = slots.getAndSet(slot(tailSegment), null);
      if (gone != null && !spare.offer(gone)) {
        gone.close();
      }
    }
    tail = keepFrom;
  }

  /** Frees all memory. Neither side may use the ring afterwards. */
  void free() {
    for (int i = 0; i < SLOTS; i++) {
      Segment segment = slots.getAndSet(i, null);
      if (segment != null) {
        segment.close();
      }
    }
    for (Segment segment = spare.poll(); segment != null; segment = spare.poll()) {
      segment.close();
    }
  }

  /** Bytes of memory held, for tests and figures. */
  public long allocatedBytes() {
    long segments = spare.size();
    for (int i = 0; i < SLOTS; i++) {
      segments += slots.get(i) == null ? 0 : 1;
    }
    return segments * Segment.BYTES;
  }

  private static int index(long unit) {
    return (int) (unit & UNIT_MASK);
  }

  private static int slot(long segment) {
    return (int) (segment % SLOTS);
  }
}
