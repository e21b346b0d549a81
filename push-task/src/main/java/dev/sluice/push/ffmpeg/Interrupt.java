package dev.sluice.push.ffmpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;

/**
 * Gets FFmpeg out of a blocking call: after a deadline, or when another thread says so. FFmpeg asks
 * it before each read of a socket and ten times a second while it waits for one. Thread-safe.
 *
 * <p>The question comes some thousand times a second from a server with small RTMP chunks. So it is
 * a foreign-function stub, which costs a tenth of JavaCPP's callback object, of which there are ten
 * in a process besides.
 */
@SuppressWarnings("restricted") // the task runs with native access enabled
public final class Interrupt implements AutoCloseable {
  /** The opaque pointer is taken as a number: as an address it would be an object each time. */
  private static final FunctionDescriptor ASK =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);

  private final LongSupplier nanoTime;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stub;
  private volatile boolean raised;
  private volatile long deadlineNanos;

  public Interrupt(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    deadlineNanos = nanoTime.getAsLong() + Long.MAX_VALUE / 2;
    try {
      var ask =
          MethodHandles.lookup()
              .findVirtual(Interrupt.class, "ask", MethodType.methodType(int.class, long.class))
              .bindTo(this);
      stub = Linker.nativeLinker().upcallStub(ask, ASK, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no interrupt callback", e);
    }
    NativeCount.created();
  }

  /** From now on a blocking call is left when this time is over. */
  public void expireAfter(Duration time) {
    deadlineNanos = nanoTime.getAsLong() + time.toNanos();
  }

  /** Leaves the present blocking call and every later one, until {@link #lower}. */
  public void raise() {
    raised = true;
  }

  public void lower() {
    raised = false;
  }

  /** True when the deadline, not {@link #raise}, is what ended a call. */
  public boolean isExpired() {
    return !raised && nanoTime.getAsLong() - deadlineNanos > 0;
  }

  /** Only after every FFmpeg object it was handed to is closed. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
      NativeCount.freed();
    }
  }

  void installIn(AVIOInterruptCB callback) {
    // struct AVIOInterruptCB { int (*callback)(void *); void *opaque; }
    MemorySegment.ofAddress(callback.address())
        .reinterpret(2 * ValueLayout.ADDRESS.byteSize())
        .set(ValueLayout.ADDRESS, 0, stub);
  }

  /** Called by native code. */
  @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
  private int ask(long opaque) {
    return raised || nanoTime.getAsLong() - deadlineNanos > 0 ? 1 : 0;
  }
}
