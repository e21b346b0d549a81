package dev.sluice.push.output.rtmp;

import dev.sluice.push.fanout.Cursor;
import dev.sluice.wire.net.Connection;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Puts one target's bytes in order: its own (commands, pings, preludes), which may come only
 * between two messages, and the shared ones. Own and shared bytes that are ready together go in one
 * write. Used on the loop's thread.
 */
final class RtmpSender {
  private static final int MAX_VIEWS = 16;

  private final ArrayDeque<ByteBuffer> own = new ArrayDeque<>();
  private final ByteBuffer[] views = new ByteBuffer[MAX_VIEWS];
  private final ByteBuffer[] shared = new ByteBuffer[MAX_VIEWS];
  private @Nullable Cursor cursor;
  private boolean pausing;
  private long sharedBytes;
  private long ownBytes;

  /** Appends bytes of the target's own. */
  void add(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      own.add(bytes);
      ownBytes += bytes.remaining();
    }
  }

  /** From here on the cursor's bytes follow the target's own. */
  void follow(Cursor from) {
    cursor = from;
  }

  @Nullable Cursor cursor() {
    return cursor;
  }

  /** Whether bytes that were yet to be sent are gone: nothing may be sent any more. */
  boolean isOverrun() {
    return cursor != null && cursor.isOverrun();
  }

  /** Whether to stop at the end of the message under way, for something is to come between. */
  void pauseAfterMessage(boolean on) {
    pausing = on;
  }

  /** Own bytes that are not sent yet. */
  long ownBytesWaiting() {
    return ownBytes;
  }

  /** Bytes that are not sent yet. */
  long bytesWaiting() {
    return ownBytes + (cursor == null ? 0 : cursor.bytesBehind());
  }

  /** Shared bytes that the connection has taken. */
  long sharedBytesSent() {
    return sharedBytes;
  }

  /**
   * Writes what there is.
   *
   * @return whether all of it was taken, up to the pause
   */
  boolean send(Connection connection) {
    while (true) {
      boolean midMessage = cursor != null && !cursor.isBetweenUnits();
      int ownViews = midMessage ? 0 : viewOwn();
      int count = viewShared(ownViews, midMessage);
      if (count == 0) {
        return true;
      }
      long ownOffered = bytesIn(0, ownViews);
      long offered = ownOffered + bytesIn(ownViews, count);
      long taken = connection.write(views, count);
      long ownTaken = Math.min(taken, ownOffered);
      tookOwn(ownTaken);
      tookShared(taken - ownTaken);
      if (taken < offered) {
        return false;
      }
    }
  }

  /** Leaves room for shared bytes, which may lie in two pieces. */
  private int viewOwn() {
    int count = 0;
    for (ByteBuffer bytes : own) {
      if (count == MAX_VIEWS - 2) {
        break;
      }
      views[count++] = bytes;
    }
    return count;
  }

  /**
   * Puts shared bytes behind the own ones: the rest of a message under way, alone if something is
   * to come behind it; else all there is, if nothing is to come before it.
   *
   * @return how many views there are now
   */
  private int viewShared(int from, boolean midMessage) {
    boolean wait = pausing || from < own.size();
    if (cursor == null || (wait && !midMessage)) {
      return from;
    }
    int more = Math.min(cursor.gather(shared, wait), MAX_VIEWS - from);
    System.arraycopy(shared, 0, views, from, more);
    return from + more;
  }

  private long bytesIn(int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += views[i].remaining();
    }
    return bytes;
  }

  private void tookOwn(long bytes) {
    ownBytes -= bytes;
    while (!own.isEmpty() && !own.getFirst().hasRemaining()) {
      own.removeFirst();
    }
  }

  private void tookShared(long bytes) {
    if (cursor != null && bytes > 0) {
      cursor.advance(bytes);
      sharedBytes += bytes;
    }
  }
}
