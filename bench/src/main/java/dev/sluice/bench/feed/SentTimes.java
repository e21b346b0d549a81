package dev.sluice.bench.feed;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each frame was last sent by the source; a frame is known by its bytes. Thread-safe. */
public final class SentTimes {
  private final Map<Integer, Long> nanos = new ConcurrentHashMap<>();

  void sent(ByteBuffer body, long nanoTime) {
    nanos.put(fingerprint(body), nanoTime);
  }

  /** Nanoseconds since the frame was sent; -1 for one that never was. */
  public long age(ByteBuffer body, long nanoTime) {
    Long at = nanos.get(fingerprint(body));
    return at == null ? -1 : nanoTime - at;
  }

  private static int fingerprint(ByteBuffer body) {
    // The tag's header may be written anew by who passes it on; the picture's bytes are not.
    return 31 * body.remaining() + body.slice(body.position() + 5, body.remaining() - 5).hashCode();
  }
}
