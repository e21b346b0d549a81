package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@SuppressWarnings("restricted") // the C library itself is asked
class NativeHeapTest {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final long MEGABYTE = 1 << 20;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsFreedGoesBackToTheSystemAlsoAfterALargerBlock() throws Throwable {
    NativeHeap.bound();
    MethodHandle malloc =
        handle("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    MethodHandle free = handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    // glibc by itself would take its size for what may well be kept from now on.
    free.invoke((MemorySegment) malloc.invoke(31 * MEGABYTE));
    long before = residentBytes();
    var block = ((MemorySegment) malloc.invoke(30 * MEGABYTE)).reinterpret(30 * MEGABYTE);
    block.fill((byte) 1);
    free.invoke(block);
    assertThat((residentBytes() - before) / MEGABYTE).as("MB of 30 freed").isLessThan(15);
  }

  private static MethodHandle handle(String name, FunctionDescriptor signature) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature);
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
