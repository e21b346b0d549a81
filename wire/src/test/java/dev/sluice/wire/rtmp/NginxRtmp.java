package dev.sluice.wire.rtmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** nginx with its RTMP module, as a server written by others; ends with {@link #close}. */
final class NginxRtmp implements AutoCloseable {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));
  private static final List<Path> MODULES =
      List.of(
          Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so"),
          Path.of("/usr/share/nginx/modules/ngx_rtmp_module.so"));

  private final Process process;
  final int port;

  private NginxRtmp(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it with an application named {@code live}.
   *
   * @param application further lines of the application's configuration
   */
  static NginxRtmp start(Path directory, String application) throws IOException {
    Path program = first(PROGRAMS.stream());
    Path module = first(MODULES.stream());
    Path home = Files.createTempDirectory(directory, "nginx");
    int port = FreePort.find();
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        load_module %s;
        daemon off;
        master_process off;
        worker_processes 1;
        pid %2$s/nginx.pid;
        error_log %2$s/error.log info;
        events { worker_connections 64; }
        rtmp {
          access_log off;
          server {
            listen 127.0.0.1:%3$d;
            application live { live on; %4$s }
          }
        }
        """
            .formatted(module, home, port, application));
    Process process =
        new ProcessBuilder(
                program.toString(), "-p", home.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("words.log").toFile())
            .start();
    return new NginxRtmp(process, port);
  }

  String url(String key) {
    return "rtmp://127.0.0.1:" + port + "/live/" + key;
  }

  private static Path first(Stream<Path> candidates) {
    return candidates
        .filter(Files::exists)
        .findFirst()
        .orElseGet(
            () -> {
              PeerProgram.missing("nginx with its RTMP module (Debian: libnginx-mod-rtmp)");
              throw new IllegalStateException("not reached");
            });
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
