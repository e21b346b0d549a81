package dev.sluice.bench.sink;

import dev.sluice.bench.process.Child;
import dev.sluice.bench.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An nginx-rtmp that takes in any stream, in clear and behind nginx's own TLS, and says how many it
 * has.
 */
public final class NginxSink implements AutoCloseable {
  private final Child nginx;
  private final int rtmp;
  private final int rtmps;
  private final int stat;
  private final HttpClient http = HttpClient.newHttpClient();

  private NginxSink(Child nginx, int rtmp, int rtmps, int stat) {
    this.nginx = nginx;
    this.rtmp = rtmp;
    this.rtmps = rtmps;
    this.stat = stat;
  }

  /** Starts it; certificate and key are PEM files for localhost. */
  public static NginxSink start(Path folder, Path certificate, Path key) throws IOException {
    int rtmp = FreePort.tcp();
    int rtmps = FreePort.tcp();
    int stat = FreePort.tcp();
    Path conf = folder.resolve("sink.conf");
    Files.writeString(
        conf,
        """
        daemon off; worker_processes 1; pid %1$s/sink.pid; error_log %1$s/sink.error.log error;
        load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
        load_module /usr/lib/nginx/modules/ngx_stream_module.so;
        events { worker_connections 4096; }
        rtmp { access_log off; server {
          listen 127.0.0.1:%2$d; chunk_size 4096; application sink { live on; } } }
        stream { server {
          listen 127.0.0.1:%3$d ssl; ssl_certificate %5$s; ssl_certificate_key %6$s;
          proxy_pass 127.0.0.1:%2$d; } }
        http { access_log off; client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2;
          fastcgi_temp_path %1$s/t3; uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
          server { listen 127.0.0.1:%4$d; location / { rtmp_stat all; } } }
        """
            .formatted(folder, rtmp, rtmps, stat, certificate, key));
    Child nginx =
        Child.start(
            List.of("nginx", "-p", folder.toString(), "-c", conf.toString()),
            Map.of(),
            folder.resolve("sink.log"));
    return new NginxSink(nginx, rtmp, rtmps, stat);
  }

  public String rtmpUrl() {
    return "rtmp://127.0.0.1:" + rtmp + "/sink";
  }

  public String rtmpsUrl() {
    return "rtmps://localhost:" + rtmps + "/sink";
  }

  /** Whether it is up. */
  public boolean answers() {
    return !statistics().isEmpty();
  }

  /** How many streams are being published to it. */
  public int publishers() {
    return statistics().split("<client>", -1).length - 1;
  }

  private String statistics() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stat + "/"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return ""; // it is starting
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    nginx.close();
    http.close();
  }
}
