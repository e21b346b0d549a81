package dev.sluice.local.task;

import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.launch.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a stream's task once it is let, and counts what is asked of it. */
final class SlowRunner implements TaskRunner {

  private final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();

  @Override
  public RunningTask start(Launch launch, String name) throws IOException {
    names.put(launch.streamId(), name);
    begun.incrementAndGet();
    try {
      var _ = gate(launch.streamId()).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IOException("not let", e);
    }
    Task task = new Task();
    tasks.put(launch.streamId(), task);
    return task;
  }

  /** Lets the tasks of a stream start, from here on. */
  void open(String stream) {
    boolean _ = gate(stream).complete(null);
  }

  /** Makes the start under way fail. */
  void breakOff(String stream) {
    CompletableFuture<Void> gate = gate(stream);
    gates.remove(stream);
    boolean _ = gate.completeExceptionally(new IOException("broken off"));
  }

  /** Waits until the start is under way; answers the task's name. */
  String awaitBegun(String stream) {
    return await().until(() -> names.get(stream), Objects::nonNull);
  }

  int begun() {
    return begun.get();
  }

  Task task(String stream) {
    return Objects.requireNonNull(tasks.get(stream));
  }

  private CompletableFuture<Void> gate(String stream) {
    return gates.computeIfAbsent(stream, any -> new CompletableFuture<>());
  }

  /** Ends when the test says so. */
  static final class Task implements RunningTask {

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final CompletableFuture<Void> kill = new CompletableFuture<>();
    private final AtomicInteger terminated = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();

    @Override
    public CompletableFuture<Integer> exit() {
      return exit;
    }

    @Override
    public void terminate() {
      terminated.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> kill() {
      killed.incrementAndGet();
      return kill;
    }

    int terminated() {
      return terminated.get();
    }

    int killed() {
      return killed.get();
    }

    void awaitTerminated() {
      await().until(() -> terminated() > 0);
    }

    void awaitKilled(Duration within) {
      await().atMost(within).until(() -> killed() > 0);
    }

    void ends(int exitCode) {
      boolean _ = exit.complete(exitCode);
    }

    void killIsGivenUp() {
      boolean _ = kill.complete(null);
    }
  }
}
