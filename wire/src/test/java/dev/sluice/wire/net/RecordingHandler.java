package dev.sluice.wire.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Keeps what a connection told, for a test to wait for, each with a deadline. */
class RecordingHandler implements ConnectionHandler {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CompletableFuture<Connection> connected = new CompletableFuture<>();
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final CompletableFuture<ConnectFailure> failed = new CompletableFuture<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  @Override
  public void onConnected(Connection connection) {
    calls.add("connected");
    connected.complete(connection);
  }

  @Override
  public void onReadable(Connection connection, ByteBuffer bytes) {}

  @Override
  public void onWritable(Connection connection) {}

  @Override
  public void onClosed(Connection connection, CloseReason reason) {
    calls.add("closed");
    closed.complete(reason);
  }

  @Override
  public void onFailed(ConnectFailure failure) {
    calls.add("failed");
    failed.complete(failure);
    connected.completeExceptionally(new AssertionError(failure.toString()));
  }

  /** The connection, once there. */
  final Connection connection() {
    return await(connected);
  }

  /** Why it ended, once it has. */
  final CloseReason closeReason() {
    return await(closed);
  }

  /** Why it failed, once it has. */
  final ConnectFailure failure() {
    return await(failed);
  }

  /** The calls of connecting and ending, in order. */
  final String calls() {
    return String.join(" ", calls);
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("did not come about: " + e, e);
    }
  }

  /** Runs something on a loop's thread and waits for its result. */
  static <T> T onLoop(EventLoop loop, Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(call.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return await(result);
  }
}
