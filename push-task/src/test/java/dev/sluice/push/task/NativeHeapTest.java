package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads how much memory the process has")
@SuppressWarnings("restricted") // the C library itself is asked
class NativeHeapTest {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int BLOCK_BYTES = 32 << 10;

  /** An arena's heap has 64 MB; one that is empty is given back whole in any case. */
  private static final int BLOCKS = 48 << 5;

  private static final long MEGABYTE = 1 << 20;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAThreadFreesGoesBackToTheSystem() throws Exception {
    NativeHeap.bound();
    // A thread of its own, for an arena of its own; it lives while we look.
    try (var thread = Executors.newSingleThreadExecutor()) {
      long grown = thread.submit(NativeHeapTest::grownByWhatIsFreed).get();
      assertThat(grown / MEGABYTE).as("MB of 48 freed that are still there").isLessThan(24);
    }
  }

  private static long grownByWhatIsFreed() throws Exception {
    MethodHandle malloc =
        handle("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    MethodHandle free = handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    try {
      // What a large block does to glibc's own threshold, once freed.
      free.invoke((MemorySegment) malloc.invoke(30 * MEGABYTE));
      long before = residentBytes();
      Deque<MemorySegment> blocks = new ArrayDeque<>();
      for (int i = 0; i < BLOCKS; i++) {
        var block = (MemorySegment) malloc.invoke((long) BLOCK_BYTES);
        blocks.push(block.reinterpret(BLOCK_BYTES).fill((byte) 1));
      }
      while (!blocks.isEmpty()) {
        free.invoke(blocks.pop());
      }
      return residentBytes() - before;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor signature) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature);
  }

  private static long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
