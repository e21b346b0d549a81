package dev.sluice.local.demo.receiver;

import dev.sluice.local.demo.picture.FrameCode;
import dev.sluice.local.demo.picture.TestPicture;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one connection's receiver decoded, read from the lines of ffmpeg's {@code framemd5} muxer:
 * for each picture its time and the hash of its {@link FrameCode}, for each piece of sound its
 * time. Thread-safe.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-formats.html#framemd5">framemd5</a>
 */
public final class FrameLog {

  /** The frames a picture may be one of: those of the last two minutes. */
  private static final int WINDOW = 120 * TestPicture.FRAMES_PER_SECOND;

  private final IntSupplier sentFrames;
  private final Map<String, Integer> expected = new HashMap<>();
  private int hashedUpTo;
  private int firstNumber;
  private int lastNumber = -1;
  private long lastMillis = Long.MIN_VALUE;
  private long lastSound = Long.MIN_VALUE;
  private int frames;
  private int sounds;
  private int lostFrames;
  private int unreadable;
  private int disorders;
  private long largestGapMillis;
  private boolean over;

  /**
   * A log for a connection.
   *
   * @param sentFrames how many frames the sender has sent so far
   */
  public FrameLog(IntSupplier sentFrames) {
    this.sentFrames = sentFrames;
  }

  /** Takes one line; comments and lines of another form are passed over. */
  public synchronized void line(String line) {
    String[] fields = line.split(",", -1);
    if (line.startsWith("#") || fields.length < 6) {
      return;
    }
    long time = Long.parseLong(fields[2].strip());
    if (fields[0].strip().equals("0")) {
      picture(time, fields[5].strip());
    } else {
      sound(time);
    }
  }

  /** There will be no further line. */
  synchronized void end() {
    over = true;
  }

  /** What has been seen so far. */
  public synchronized Reception reception() {
    return new Reception(
        frames,
        frames == unreadable ? -1 : firstNumber,
        lastNumber,
        lostFrames,
        unreadable,
        disorders,
        sounds,
        largestGapMillis,
        over);
  }

  private void picture(long millis, String hash) {
    frames++;
    if (lastMillis != Long.MIN_VALUE) {
      largestGapMillis = Math.max(largestGapMillis, millis - lastMillis);
      if (millis <= lastMillis) {
        disorders++;
      }
    }
    lastMillis = millis;
    Integer number = number(hash);
    if (number == null) {
      unreadable++;
      return;
    }
    if (lastNumber < 0) {
      firstNumber = number;
    } else if (number <= lastNumber) {
      disorders++;
    } else {
      lostFrames += number - lastNumber - 1;
    }
    lastNumber = Math.max(number, lastNumber);
  }

  private void sound(long samples) {
    sounds++;
    if (samples <= lastSound) {
      disorders++;
    }
    lastSound = samples;
  }

  private @Nullable Integer number(String hash) {
    // The sender counts a frame just after it has handed it over.
    int until = sentFrames.getAsInt() + TestPicture.FRAMES_PER_SECOND;
    for (hashedUpTo = Math.max(hashedUpTo, until - WINDOW); hashedUpTo < until; hashedUpTo++) {
      expected.put(FrameCode.hash(hashedUpTo), hashedUpTo);
      expected.remove(FrameCode.hash(hashedUpTo - WINDOW));
    }
    return expected.get(hash);
  }
}
