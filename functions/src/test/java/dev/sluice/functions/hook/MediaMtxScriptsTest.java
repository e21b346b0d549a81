package dev.sluice.functions.hook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code infra/ingest/mediamtx}: what they send, and that they show no key. */
class MediaMtxScriptsTest {
  private static final Path SCRIPTS = Path.of("../infra/ingest/mediamtx").toAbsolutePath();
  private static final String API_KEY = "ak_of-the-ingest";

  @TempDir Path folder;

  @Test
  void aSourceIsToldWithItsKeysOnNoCommandLine() throws Exception {
    program("curl", "echo \"$@\" >" + folder + "/curl.arguments; exec " + real("curl") + " \"$@\"");
    LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/v1/hooks/mediamtx",
        exchange -> {
          heard.add(exchange.getRequestHeaders().getFirst("Authorization"));
          heard.add(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.start();
    try {
      String address = "http://127.0.0.1:" + api.getAddress().getPort();
      int status =
          run(
              Map.of("SLUICE_API", address, "MTX_PATH", "live/sk_1", "MTX_SOURCE_ID", "7b-1"),
              "sluice-tell",
              "available");

      assertThat(status).isZero();
    } finally {
      api.stop(0);
    }
    assertThat(heard)
        .containsExactly("Bearer " + API_KEY, "event=available&path=live/sk_1&sourceId=7b-1");
    assertThat(folder.resolve("curl.arguments")).hasContent("--config -");
  }

  @Test
  void mediaMtxIsGivenTheApisAddressWithTheKeyAsItsPassword() throws Exception {
    program("mediamtx", "echo \"$MTX_AUTHHTTPADDRESS\" >" + folder + "/address; echo \"$@\" >&2");

    int status =
        run(
            Map.of("SLUICE_API", "https://api.example.com", "SLUICE_API_KEY", API_KEY + "\n"),
            "sluice-ingest");

    assertThat(status).isZero();
    assertThat(folder.resolve("address"))
        .hasContent("https://mediamtx:" + API_KEY + "@api.example.com/v1/hooks/mediamtx");
    assertThat(folder.resolve("said")).hasContent("/etc/mediamtx/mediamtx.yml");
  }

  @Test
  void aKeyInAFileIsWaitedForUntilTheApiKnowsIt() throws Exception {
    program("mediamtx", "echo \"$MTX_AUTHHTTPADDRESS\" >" + folder + "/address");
    program(
        "curl", "echo \"$@\" >>" + folder + "/curl.arguments; exec " + real("curl") + " \"$@\"");
    Path file = Files.writeString(folder.resolve("api-key"), "ak_of-the-last-start\n");
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/v1/streams",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = key.equals("Bearer " + API_KEY);
          Files.writeString(file, API_KEY + "\n");
          exchange.sendResponseHeaders(known ? 200 : 401, -1);
          exchange.close();
        });
    api.start();
    try {
      String address = "127.0.0.1:" + api.getAddress().getPort();
      Map<String, String> environment =
          Map.of(
              "SLUICE_API",
              "http://" + address,
              "SLUICE_API_KEY",
              "",
              "SLUICE_API_KEY_FILE",
              file.toString());
      assertThat(run(environment, "sluice-ingest")).isZero();
      assertThat(folder.resolve("address"))
          .hasContent("http://mediamtx:" + API_KEY + "@" + address + "/v1/hooks/mediamtx");
    } finally {
      api.stop(0);
    }
    assertThat(folder.resolve("curl.arguments")).content().doesNotContain("ak_");
  }

  @Test
  void withoutAKeyItSaysWhatIsMissing() throws Exception {
    int status =
        run(Map.of("SLUICE_API", "https://api.example.com", "SLUICE_API_KEY", ""), "sluice-ingest");

    assertThat(status).isNotZero();
    assertThat(folder.resolve("said")).content().contains("SLUICE_API_KEY: is an API key");
  }

  private int run(Map<String, String> environment, String... words) throws Exception {
    String script = SCRIPTS.resolve(words[0]).toString();
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(script), Stream.of(words).skip(1)).toList());
    Map<String, String> all = new HashMap<>(Map.of("SLUICE_API_KEY", API_KEY));
    all.putAll(environment);
    builder.environment().putAll(all);
    builder.environment().merge("PATH", folder + File.pathSeparator, (path, ours) -> ours + path);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path real(String program) {
    Path found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(each -> Path.of(each, program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(program));
    assumeTrue(Files.isExecutable(found), "there is no " + program + " here");
    return found;
  }
}
