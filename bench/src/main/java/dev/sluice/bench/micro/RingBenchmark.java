package dev.sluice.bench.micro;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.wire.net.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One frame from the source's thread through the ring to every target's cursor on the event loop's
 * thread, which is woken for it: all that a frame takes but the sockets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RingBenchmark {
  private static final int FRAME_BYTES = 25_000;
  private static final int GROUP = 60;

  @Param({"1", "20", "50", "100"})
  public int targets;

  private final List<CountingReader> readers = new ArrayList<>();
  private final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES).asReadOnlyBuffer();
  private @Nullable EventLoop loop;
  private @Nullable VariantFeed feed;
  private long frames;

  /** Once for each number of targets. */
  @Setup
  public void open() throws Exception {
    EventLoop started = EventLoop.start("fan-out");
    VariantFeed made =
        new VariantFeed(
            "bench",
            new VariantKey(Container.FLV, Profile.SOURCE, false, SilentAudio.OFF),
            started);
    made.headers(new VariantHeaders("h264", null, header(), null, Map.of("width", 1280.0)));
    for (int i = 0; i < targets; i++) {
      CountingReader reader = new CountingReader(made);
      readers.add(reader);
      started.execute(() -> made.add(reader));
    }
    loop = started;
    feed = made;
  }

  private static ByteBuffer header() {
    return ByteBuffer.wrap(new byte[] {0x17, 0, 0, 0, 0, 1, 0x42, 0, 0x1E, -1, -32, 0});
  }

  /** Until the last target has read it. */
  @Benchmark
  public long frameToEveryTarget() {
    VariantFeed to = java.util.Objects.requireNonNull(feed);
    boolean key = frames % GROUP == 0;
    to.unit(new MediaUnit(MediaUnit.Kind.VIDEO, frames * 33, key, frame.duplicate()));
    frames++;
    CountingReader last = readers.getLast();
    while (last.frames() < frames) {
      Thread.onSpinWait();
    }
    return frames;
  }

  /** Ends the loop's thread and frees the ring. */
  @TearDown
  public void close() {
    if (loop != null && feed != null) {
      loop.close();
      feed.close();
    }
    readers.clear();
    frames = 0;
  }
}
