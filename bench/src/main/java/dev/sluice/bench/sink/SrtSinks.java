package dev.sluice.bench.sink;

import dev.sluice.bench.process.Child;
import dev.sluice.bench.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SRT listeners, one process each, that throw away what they get. */
public final class SrtSinks implements AutoCloseable {
  private final List<Child> listeners = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  /** Starts this many. */
  public static SrtSinks start(int count, Path folder) throws IOException {
    SrtSinks sinks = new SrtSinks();
    for (int i = 0; i < count; i++) {
      int port = FreePort.udp();
      sinks.ports.add(port);
      sinks.listeners.add(
          Child.start(
              List.of(
                  "srt-live-transmit",
                  "-q",
                  "srt://127.0.0.1:" + port + "?mode=listener&latency=120",
                  "file://con"),
              Map.of(),
              Path.of("/dev/null")));
    }
    return sinks;
  }

  public List<Integer> ports() {
    return List.copyOf(ports);
  }

  @Override
  public void close() {
    listeners.forEach(Child::close);
  }
}
