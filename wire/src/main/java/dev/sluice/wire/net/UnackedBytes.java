package dev.sluice.wire.net;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel how many bytes of a TCP connection its peer has not acknowledged, sent or not:
 * the ioctl SIOCOUTQ of tcp(7), on Linux.
 *
 * <p>The JVM needs {@code --enable-native-access=ALL-UNNAMED} for the call, and {@code
 * --add-exports=java.base/sun.nio.ch=ALL-UNNAMED} (or {@code --add-opens}) for the channel's
 * descriptor. Without them, and on other systems, the answer is empty and the log says so once. A
 * question takes under a microsecond. The kernel's table in {@code /proc/net/tcp} would need no
 * flag, but takes two milliseconds to read, even where it is almost empty.
 */
public final class UnackedBytes {

  private static final Logger LOG = LoggerFactory.getLogger(UnackedBytes.class);

  /** SIOCOUTQ, an alias of TIOCOUTQ, of {@code asm-generic/ioctls.h}: x86-64 and arm64 alike. */
  private static final long SIOCOUTQ = 0x5411;

  private static final @Nullable MethodHandle DESCRIPTOR;
  private static final @Nullable MethodHandle IOCTL;

  static {
    MethodHandle descriptor = null;
    MethodHandle ioctl = null;
    String system = System.getProperty("os.name");
    if ("Linux".equals(system)) {
      try {
        descriptor = findDescriptor();
        ioctl = findIoctl();
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.warn(
            "unacknowledged bytes are not known; start the JVM with {}: {}",
            "--enable-native-access=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            e.getMessage());
      }
    } else {
      LOG.info("unacknowledged bytes are not known on {}", system);
    }
    DESCRIPTOR = descriptor;
    IOCTL = ioctl;
  }

  private UnackedBytes() {}

  /** Whether this JVM, as it was started, can ask. */
  public static boolean available() {
    return DESCRIPTOR != null && IOCTL != null;
  }

  /** The bytes not acknowledged; empty when it cannot be asked, or the socket is closed. */
  static OptionalLong of(SocketChannel channel) {
    if (DESCRIPTOR == null || IOCTL == null || !channel.isOpen()) {
      return OptionalLong.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT);
      int descriptor = (int) DESCRIPTOR.invokeExact((Object) channel);
      int failed = (int) IOCTL.invokeExact(descriptor, SIOCOUTQ, answer);
      return failed == 0
          ? OptionalLong.of(answer.get(ValueLayout.JAVA_INT, 0))
          : OptionalLong.empty();
    } catch (Throwable e) {
      throw new IllegalStateException("ioctl SIOCOUTQ", e);
    }
  }

  private static MethodHandle findDescriptor() throws ReflectiveOperationException {
    Method method = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
    method.setAccessible(true);
    return MethodHandles.lookup()
        .unreflect(method)
        .asType(MethodType.methodType(int.class, Object.class));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle findIoctl() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("ioctl"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
        Linker.Option.firstVariadicArg(2));
  }
}
