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
      int count = fill();
      if (count == 0) {
        return true;
      }
      long offered = 0;
      for (int i = 0; i < count; i++) {
        offered += views[i].remaining();
      }
      long taken = connection.write(views, count);
      settle(taken);
      if (taken < offered) {
        return false;
      }
    }
  }

  /** Own bytes first, unless a shared message is under way: then its rest, and nothing else. */
  private int fill() {
    boolean midMessage = cursor != null && !cursor.isBetweenUnits();
    int count = 0;
    if (!midMessage) {
      for (ByteBuffer bytes : own) {
        if (count == MAX_VIEWS - 2) {
          return count;
        }
        views[count++] = bytes;
      }
    }
    if (cursor == null || (pausing && !midMessage)) {
      return count;
    }
    int more = cursor.gather(shared, midMessage && (pausing || !own.isEmpty()));
    for (int i = 0; i < more && count < MAX_VIEWS; i++) {
      views[count++] = shared[i];
    }
    return count;
  }

  private void settle(long taken) {
    long left = taken;
    boolean midMessage = cursor != null && !cursor.isBetweenUnits();
    while (!midMessage && !own.isEmpty()) {
      ByteBuffer first = own.getFirst();
      if (first.hasRemaining()) {
        break;
      }
      own.removeFirst();
    }
    if (!midMessage) {
      long before = ownBytes;
      ownBytes = 0;
      for (ByteBuffer bytes : own) {
        ownBytes += bytes.remaining();
      }
      left -= before - ownBytes;
    }
    if (cursor != null && left > 0) {
      cursor.advance(left);
      sharedBytes += left;
    }
  }
}
