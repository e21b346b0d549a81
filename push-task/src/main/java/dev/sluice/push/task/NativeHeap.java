package dev.sluice.push.task;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What the C library keeps of memory that was freed: FFmpeg's, the compilers', direct buffers. */
final class NativeHeap {
  /** {@code M_TRIM_THRESHOLD} and {@code M_MMAP_THRESHOLD} of {@code malloc.h}. */
  private static final int[] THRESHOLDS = {-1, -3};

  private static final int KEPT_BYTES = 1 << 20;

  private NativeHeap() {}

  /**
   * Bounds to 1 MB what is kept at the end of each arena, and how large a block may be to come from
   * one. Left alone, glibc raises both with the largest block ever freed, up to 64 and 32 MB, and
   * {@code malloc_trim} (the JVM's {@code TrimNativeHeapInterval}) does not reach the end of any
   * arena but the main one. Does nothing where the C library is another.
   *
   * @see <a href="https://man7.org/linux/man-pages/man3/mallopt.3.html">mallopt(3)</a>
   */
  @SuppressWarnings("restricted") // the task runs with native access enabled
  static void bound() {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("mallopt")
        .map(
            mallopt ->
                linker.downcallHandle(
                    mallopt,
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
        .ifPresent(NativeHeap::set);
  }

  private static void set(MethodHandle mallopt) {
    try {
      for (int threshold : THRESHOLDS) {
        int _ = (int) mallopt.invokeExact(threshold, KEPT_BYTES);
      }
    } catch (Throwable e) {
      throw new LinkageError("mallopt", e);
    }
  }
}
