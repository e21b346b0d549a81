package dev.sluice.push.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What native code has taken from malloc and not given back. Resident memory would tell less: most
 * of what it grows by in a test is the Java heap.
 */
@SuppressWarnings("restricted")
public final class NativeHeap {
  // struct mallinfo2 of glibc: ten size_t.
  private static final MemoryLayout MALLINFO =
      MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG);
  private static final MemoryLayout BY_VALUE = MemoryLayout.structLayout(MALLINFO);
  private static final int BYTES_IN_MAPPED_BLOCKS = 4;
  private static final int BYTES_IN_USE = 7;

  private NativeHeap() {}

  /** Bytes in use; 0 where the C library is not glibc and cannot tell. */
  public static long bytesInUse() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> symbol = linker.defaultLookup().find("mallinfo2");
    if (symbol.isEmpty()) {
      System.out.println("no mallinfo2 in this C library: native memory is not measured");
      return 0;
    }
    MethodHandle mallinfo = linker.downcallHandle(symbol.get(), FunctionDescriptor.of(BY_VALUE));
    try (Arena arena = Arena.ofConfined()) {
      SegmentAllocator allocator = arena;
      MemorySegment info = (MemorySegment) mallinfo.invokeExact(allocator);
      return info.getAtIndex(ValueLayout.JAVA_LONG, BYTES_IN_USE)
          + info.getAtIndex(ValueLayout.JAVA_LONG, BYTES_IN_MAPPED_BLOCKS);
    } catch (Throwable e) {
      throw new AssertionError("mallinfo2", e);
    }
  }
}
