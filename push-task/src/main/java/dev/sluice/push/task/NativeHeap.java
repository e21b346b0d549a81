package dev.sluice.push.task;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the C library keeps of memory that was freed, FFmpeg's and the compilers'. */
final class NativeHeap {
  /** {@code M_TRIM_THRESHOLD} of {@code malloc.h}. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int KEPT_BYTES = 1 << 20;

  private NativeHeap() {}

  /**
   * Bounds what is kept at the end of each arena to 1 MB. Left alone, glibc raises that bound with
   * the largest block ever freed, up to 64 MB, and {@code malloc_trim} (the JVM's {@code
   * TrimNativeHeapInterval}) does not reach the end of any arena but the main one: a task grew by a
   * megabyte a minute. Does nothing where the C library is another.
   *
   * @see <a href="https://man7.org/linux/man-pages/man3/mallopt.3.html">mallopt(3)</a>
   */
  @SuppressWarnings("restricted") // the task runs with native access enabled
  static void bound() {
    Linker linker = Linker.nativeLinker();
    linker.defaultLookup().find("mallopt").ifPresent(mallopt -> set(linker, mallopt));
  }

  @SuppressWarnings("restricted")
  private static void set(Linker linker, MemorySegment mallopt) {
    var signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    try {
      int _ =
          (int) linker.downcallHandle(mallopt, signature).invokeExact(TRIM_THRESHOLD, KEPT_BYTES);
    } catch (Throwable e) {
      throw new LinkageError("mallopt", e);
    }
  }
}
