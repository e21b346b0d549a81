package dev.sluice.local.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.local.net.Loopback;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** nginx with its RTMP module, of a given configuration. */
public final class Nginx implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");

  private final Process process;

  private Nginx(Process process) {
    this.process = process;
  }

  /** Skips the test where there is none. */
  public static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(PROGRAM) && Files.exists(MODULE),
        "nginx with its RTMP module is not installed (Debian: nginx libnginx-mod-rtmp)");
  }

  /**
   * Starts it and waits until its RTMP port answers.
   *
   * @param configuration without {@code load_module} and {@code daemon}
   */
  public static Nginx start(Path folder, String configuration, int rtmpPort) throws IOException {
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        "load_module %s;\ndaemon off;\nmaster_process off;\n%s".formatted(MODULE, configuration));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    await("nginx")
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(Loopback.address(), rtmpPort).close();
              return true;
            });
    return new Nginx(process);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
