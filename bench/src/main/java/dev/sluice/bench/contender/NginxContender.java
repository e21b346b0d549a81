package dev.sluice.bench.contender;

import dev.sluice.bench.process.Child;
import dev.sluice.bench.process.FreePort;
import dev.sluice.catalog.target.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * nginx-rtmp's {@code push}, one worker. It pushes only what is published to it, not what it pulls,
 * so an ffmpeg that is not measured copies the source into it.
 */
public final class NginxContender implements Contender {
  private final String ffmpeg;
  private @Nullable Child copy;

  public NginxContender(String ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  @Override
  public String name() {
    return "nginx-rtmp";
  }

  @Override
  public boolean speaks(Protocol protocol) {
    return protocol == Protocol.RTMP;
  }

  @Override
  public Child start(Trial trial) throws IOException {
    int port = FreePort.tcp();
    Path folder = trial.folder();
    String pushes =
        trial.targets().stream().map(url -> "push " + url + ";").collect(Collectors.joining(" "));
    Path conf = folder.resolve("push.conf");
    Files.writeString(
        conf,
        """
        daemon off; master_process off; pid %1$s/push.pid; error_log %1$s/push.error.log error;
        load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
        events { worker_connections 4096; }
        rtmp { access_log off; server {
          listen 127.0.0.1:%2$d; chunk_size 4096; application live { live on; %3$s } } }
        """
            .formatted(folder, port, pushes));
    Child nginx =
        Child.start(
            List.of("nginx", "-p", folder.toString(), "-c", conf.toString()),
            Map.of(),
            folder.resolve("push.log"));
    copy =
        Child.start(
            List.of(
                "sh",
                "-c",
                // nginx may not listen yet
                "for i in 1 2 3 4 5 6 7 8 9 10; do \"$0\" \"$@\" && exit; sleep 0.2; done",
                ffmpeg,
                "-nostdin",
                "-loglevel",
                "error",
                "-fflags",
                "nobuffer",
                "-probesize",
                "1000000",
                "-analyzeduration",
                "500000",
                "-i",
                trial.sourceUrl(),
                "-c",
                "copy",
                "-flush_packets",
                "1",
                "-f",
                "flv",
                "rtmp://127.0.0.1:" + port + "/live/source"),
            Map.of(),
            folder.resolve("copy.log"));
    return nginx;
  }

  @Override
  public void clear() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }
}
