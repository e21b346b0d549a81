package dev.sluice.catalog.table;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids: ULIDs in lower case, 48 bits of epoch milliseconds and 80 random bits in Crockford's
 * base 32, so that ids sort by the time they were made. Within one process they rise strictly, even
 * within a millisecond or when the clock steps back. Thread-safe.
 */
final class Ids {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int DIGITS_OF_TIME = 10;
  private static final int DIGITS_OF_HALF = 8;
  private static final long HALF = 1L << 40;

  private final Clock clock;
  private final RandomGenerator random;
  private long lastMillis = -1;
  private long high;
  private long low;

  Ids(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized String next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      // The top bit starts at 0, so that counting up within a millisecond has room.
      high = random.nextLong(HALF / 2);
      low = random.nextLong(HALF);
    } else if (++low == HALF) {
      low = 0;
      high++;
    }
    StringBuilder id = new StringBuilder(DIGITS_OF_TIME + 2 * DIGITS_OF_HALF);
    append(id, lastMillis, DIGITS_OF_TIME);
    append(id, high, DIGITS_OF_HALF);
    append(id, low, DIGITS_OF_HALF);
    return id.toString();
  }

  private static void append(StringBuilder id, long value, int digits) {
    for (int shift = 5 * (digits - 1); shift >= 0; shift -= 5) {
      id.append(DIGITS[(int) (value >>> shift) & 31]);
    }
  }
}
