package dev.sluice.push.engine;

import dev.sluice.push.output.Output;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a push's connections have carried in this session, and how fast lately. */
final class Traffic {
  private static final Duration WINDOW = Duration.ofSeconds(2);

  private long endedBytes;
  private long endedDrops;
  private @Nullable Output current;
  private long measuredBytes;
  private Instant measuredAt;
  private long bitrateBps;

  Traffic(Instant now) {
    measuredAt = now;
  }

  /** Counts this output from now on, and what the one before it has carried. */
  void now(@Nullable Output output) {
    endedBytes = bytes();
    endedDrops = droppedFrames();
    current = output;
  }

  long bytes() {
    return endedBytes + (current == null ? 0 : current.bytesSent());
  }

  long droppedFrames() {
    return endedDrops + (current == null ? 0 : current.droppedFrames());
  }

  /** Bits per second over the last window, 0 when nothing is sent. */
  long bitrateBps() {
    return bitrateBps;
  }

  void measure(Instant now) {
    long millis = Duration.between(measuredAt, now).toMillis();
    if (millis >= WINDOW.toMillis() || millis < 0) {
      bitrateBps = millis <= 0 ? 0 : (bytes() - measuredBytes) * 8_000 / millis;
      measuredBytes = bytes();
      measuredAt = now;
    }
  }
}
