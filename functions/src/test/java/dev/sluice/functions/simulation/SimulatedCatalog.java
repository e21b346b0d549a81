package dev.sluice.functions.simulation;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.launch.LiveSession;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Leases;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.status.Reason;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The few methods of the catalog that the consumers call, in memory, each taking a table's time.
 * Not DynamoDB Local: that makes about 240 transactions a second, and ten thousand sessions need
 * some thirty thousand. The rules are those of {@link Launches}, held for the real table by its own
 * tests.
 */
final class SimulatedCatalog implements Launches {
  private static final Duration LATENCY = Duration.ofMillis(5);
  private static final int PAGE = 100;

  private final VirtualTime time;
  private final TreeMap<String, Entry> sessions = new TreeMap<>();

  private static final class Entry {
    private final Instant startedAt;
    private @Nullable Launch launch;
    private boolean leased;

    Entry(Instant startedAt) {
      this.startedAt = startedAt;
    }
  }

  SimulatedCatalog(VirtualTime time) {
    this.time = time;
  }

  /** A session begins; stream and session have the same id. */
  void begin(String id) {
    sessions.put(id, new Entry(time.now()));
  }

  /** The session's task has begun and renews its lease from now on. */
  void lease(String id) {
    entry(id).leased = true;
  }

  Catalog catalog() {
    Sessions ofSessions =
        proxy(
            Sessions.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "control" -> Optional.of(control((String) arguments[0]));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    Pushes pushes =
        proxy(
            Pushes.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "all" -> {
                    time.pass(LATENCY);
                    yield List.of();
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return proxy(
        Catalog.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "sessions" -> ofSessions;
              case "launches" -> this;
              case "pushes" -> pushes;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private SessionControl control(String id) {
    time.pass(LATENCY);
    return controlOf(id);
  }

  private static SessionControl controlOf(String id) {
    return new SessionControl(
        id, 1, Instant.EPOCH, id, 0, 0, false, null, Duration.ofSeconds(30), false);
  }

  @Override
  public Optional<Launch> freeze(
      String streamId,
      String sessionId,
      int attempt,
      Map<String, String> parameters,
      @Nullable Instant notBefore) {
    time.pass(LATENCY);
    Entry entry = entry(streamId);
    if (entry.launch != null && entry.launch.attempt() >= attempt) {
      return Optional.of(entry.launch).filter(newest -> newest.attempt() == attempt);
    }
    entry.launch =
        new Launch(streamId, sessionId, attempt, parameters, null, time.now(), notBefore, null);
    entry.leased = false;
    return Optional.of(entry.launch);
  }

  @Override
  public Optional<Launch> current(String streamId) {
    time.pass(LATENCY);
    return Optional.ofNullable(entry(streamId).launch);
  }

  @Override
  public void started(Launch launch, String taskRef) {
    time.pass(LATENCY);
    Entry entry = entry(launch.streamId());
    if (entry.launch != null && entry.launch.attempt() == launch.attempt()) {
      entry.launch =
          new Launch(
              launch.streamId(),
              launch.sessionId(),
              launch.attempt(),
              launch.parameters(),
              taskRef,
              launch.createdAt(),
              launch.notBefore(),
              time.now());
    }
  }

  @Override
  public void failed(Launch launch, Reason reason, String message) {
    time.pass(LATENCY);
  }

  @Override
  public Page<LiveSession> live(int shard, @Nullable String cursor) {
    time.pass(LATENCY);
    List<LiveSession> page = new ArrayList<>();
    for (var session : sessions.tailMap(cursor == null ? "" : cursor, false).entrySet()) {
      if (Math.floorMod(session.getKey().hashCode(), SHARDS) == shard) {
        page.add(read(session.getKey(), session.getValue()));
      }
      if (page.size() == PAGE) {
        return new Page<>(page, session.getKey());
      }
    }
    return new Page<>(page, null);
  }

  private LiveSession read(String id, Entry entry) {
    Lease lease =
        entry.leased && entry.launch != null
            ? new Lease(id, id, entry.launch.attempt(), "task", 1, time.now().plus(Leases.LENGTH))
            : null;
    return new LiveSession(controlOf(id), id, entry.startedAt, entry.launch, lease);
  }

  @Override
  public boolean leaseSeenOut(Launch launch, Lease lease) {
    throw new UnsupportedOperationException("no lease runs out here");
  }

  @Override
  public void putAway(String streamId, String sessionId) {
    throw new UnsupportedOperationException("no session ends here");
  }

  private Entry entry(String id) {
    Entry entry = sessions.get(id);
    if (entry == null) {
      throw new IllegalStateException("no such session: " + id);
    }
    return entry;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
