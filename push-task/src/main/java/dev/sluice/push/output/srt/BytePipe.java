package dev.sluice.push.output.srt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes on their way from the event loop to one target's thread: what a socket's send buffer is
 * to the others. The loop never waits; the thread waits for bytes.
 */
final class BytePipe {
  /** The same as a socket's send buffer. */
  static final int CAPACITY = 2788 * 188;

  /** MPEG-TS packets are never torn: a message of SRT holds whole ones. */
  private static final int PACKET_BYTES = 188;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final byte[] bytes;
  private int from;
  private int held;
  private boolean wanted;
  private boolean ended;

  BytePipe(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * Takes as much as there is room for.
   *
   * @return the bytes taken; when fewer than offered, the next {@link #take} says that room is
   *     wanted
   */
  int offer(ByteBuffer source) {
    lock.lock();
    try {
      int taken = Math.min(source.remaining(), bytes.length - held);
      int at = (from + held) % bytes.length;
      int first = Math.min(taken, bytes.length - at);
      source.get(bytes, at, first);
      source.get(bytes, 0, taken - first);
      held += taken;
      wanted |= source.hasRemaining();
      if (taken > 0) {
        readable.signal();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** No more will come, and what waits is dropped. */
  void end() {
    lock.lock();
    try {
      ended = true;
      held = 0;
      readable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for packets, up to the patience, and moves them.
   *
   * @param into has room for whole packets
   * @return the bytes moved; 0 after the patience or at the end
   */
  int take(byte[] into, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (held < PACKET_BYTES && !ended && left > 0) {
        left = readable.awaitNanos(left);
      }
      int moved = Math.min(into.length, held);
      moved -= moved % PACKET_BYTES;
      int first = Math.min(moved, bytes.length - from);
      System.arraycopy(bytes, from, into, 0, first);
      System.arraycopy(bytes, 0, into, first, moved - first);
      from = (from + moved) % bytes.length;
      held -= moved;
      return moved;
    } finally {
      lock.unlock();
    }
  }

  /** Whether room was wanted since this was last asked, and there is some now. */
  boolean roomWasWanted() {
    lock.lock();
    try {
      boolean answer = wanted && held < bytes.length;
      wanted &= !answer;
      return answer;
    } finally {
      lock.unlock();
    }
  }
}
