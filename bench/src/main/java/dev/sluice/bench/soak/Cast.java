package dev.sluice.bench.soak;

import dev.sluice.bench.sink.SrtSinks;
import dev.sluice.bench.sink.TlsFiles;
import dev.sluice.bench.task.TaskHost;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All targets of a soak: those that do nothing wrong, and those that do. */
final class Cast implements AutoCloseable {
  private final TaskHost host;
  private final String stream;
  private final EventLoop loop = EventLoop.start("receivers");
  private final SrtSinks srt;
  private final List<Receiver> healthy = new ArrayList<>();
  private final List<Receiver> flapping = new ArrayList<>();
  private final Map<String, Receiver> toggled = new LinkedHashMap<>();
  private final List<String> healthySrt = new ArrayList<>();
  private final Map<String, String> srtConnections = new LinkedHashMap<>();
  private final List<String> off = new ArrayList<>();
  private int turn;

  Cast(int targets, TaskHost host, String stream, TlsFiles tls, Path folder) throws IOException {
    this.host = host;
    this.stream = stream;
    TlsIdentity identity = TlsIdentity.fromPkcs12(tls.store(), TlsFiles.PASSWORD.toCharArray());
    srt = SrtSinks.start((targets + 2) / 5, folder);
    for (int i = 0; i < targets; i++) {
      switch (i % 5) {
        case 2 ->
            healthySrt.add(
                host.push(
                    stream, Protocol.SRT, "srt://127.0.0.1:" + srt.ports().get(healthySrt.size())));
        case 3 -> {
          flapping.add(new Receiver(loop, i % 2 == 0 ? identity : null));
          var _ = push(flapping.getLast());
        }
        case 4 -> {
          Receiver receiver = new Receiver(loop, i % 2 == 0 ? identity : null);
          toggled.put(push(receiver), receiver);
        }
        default -> {
          healthy.add(new Receiver(loop, i % 5 == 1 ? identity : null));
          var _ = push(healthy.getLast());
        }
      }
    }
  }

  private String push(Receiver receiver) {
    return host.push(stream, receiver.isSecure() ? Protocol.RTMPS : Protocol.RTMP, receiver.url());
  }

  /** Whether every target has the stream. */
  boolean isLive() {
    Map<String, PushStatus> statuses = host.statuses(stream);
    boolean received =
        java.util.stream.Stream.of(healthy, flapping, List.copyOf(toggled.values()))
            .flatMap(List::stream)
            .allMatch(receiver -> receiver.frames() > 0);
    boolean overSrt = healthySrt.stream().allMatch(push -> isLive(statuses.get(push)));
    if (received && overSrt) {
      healthySrt.forEach(push -> srtConnections.put(push, connection(statuses, push)));
    }
    return received && overSrt;
  }

  /** Each call, one of those that misbehave does otherwise, and one is switched. */
  void misbehave() {
    turn++;
    Receiver next = flapping.get(turn % flapping.size());
    next.behave(next.behaviour().next());
    String push = List.copyOf(toggled.keySet()).get(turn % toggled.size());
    boolean on = off.remove(push);
    if (!on) {
      off.add(push);
    }
    host.enable(stream, push, on);
  }

  /** One target that will not take leave. */
  void freezeOne() {
    flapping.forEach(receiver -> receiver.behave(Behaviour.GOOD));
    flapping.getFirst().behave(Behaviour.FREEZES);
  }

  /** Frames that came at each healthy target. */
  List<Long> frames() {
    return healthy.stream().map(Receiver::frames).toList();
  }

  /** How often a target that misbehaves was connected to. */
  int connections() {
    return flapping.stream().mapToInt(Receiver::publishes).sum()
        + toggled.values().stream().mapToInt(Receiver::publishes).sum();
  }

  /** One line for each harm that was done to a healthy target. */
  List<String> harm() {
    List<String> harm = new ArrayList<>();
    for (int i = 0; i < healthy.size(); i++) {
      Receiver one = healthy.get(i);
      String name = "the healthy target " + i + (one.isSecure() ? " (RTMPS)" : " (RTMP)");
      if (one.lostFrames() > 0) {
        harm.add(name + " missed " + one.lostFrames() + " frames");
      }
      if (one.publishes() != 1) {
        harm.add(name + " was connected to " + one.publishes() + " times");
      }
    }
    Map<String, PushStatus> statuses = host.statuses(stream);
    for (String push : healthySrt) {
      PushStatus status = statuses.get(push);
      if (!isLive(status)
          || !connection(statuses, push).equals(srtConnections.get(push))
          || Objects.requireNonNull(status).droppedFrames() > 0) {
        harm.add("the healthy target over SRT " + push + " was harmed: " + status);
      }
    }
    return harm;
  }

  private static boolean isLive(@org.jspecify.annotations.Nullable PushStatus status) {
    return status != null && status.state() == PushState.LIVE;
  }

  private static String connection(Map<String, PushStatus> statuses, String push) {
    PushStatus status = statuses.get(push);
    return status == null ? "none" : String.valueOf(status.connectionId());
  }

  @Override
  public void close() {
    healthy.forEach(Receiver::close);
    flapping.forEach(Receiver::close);
    toggled.values().forEach(Receiver::close);
    loop.close();
    srt.close();
  }
}
