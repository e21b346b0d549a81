package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx with its RTMP module, recording every stream to a file. */
public final class Nginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");

  private final PeerProgram program;
  private final Path folder;
  private final int port;

  private Nginx(PeerProgram program, Path folder, int port) {
    this.program = program;
    this.folder = folder;
    this.port = port;
  }

  /** Whether it is installed, as it has to be in CI. */
  public static boolean isInstalled() {
    return PeerProgram.isInstalled(PROGRAM, MODULE);
  }

  public static Nginx start(Path folder) {
    int port = FreePort.tcp();
    Path configuration = folder.resolve("nginx.conf");
    try {
      Files.writeString(
          configuration,
          """
          load_module %s;
          daemon off;
          master_process off;
          pid %2$s/nginx.pid;
          error_log %2$s/error.log info;
          events { }
          rtmp {
            access_log off;
            server {
              listen 127.0.0.1:%3$d;
              application live { live on; record all; record_path %2$s; record_suffix .flv; }
            }
          }
          """
              .formatted(MODULE, folder, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProcessBuilder command =
        new ProcessBuilder(
                PROGRAM.toString(), "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("words.log").toFile());
    return new Nginx(PeerProgram.start(command), folder, port);
  }

  public String url() {
    return "rtmp://127.0.0.1:" + port + "/live";
  }

  /** What was published under this name. */
  public Path recording(String name) {
    return folder.resolve(name + ".flv");
  }

  @Override
  public void close() {
    program.close();
  }
}
