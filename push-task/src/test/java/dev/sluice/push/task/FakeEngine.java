package dev.sluice.push.task;

import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.engine.PushEngine;
import dev.sluice.push.engine.PushSpec;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** An engine that says LIVE of whatever is wanted, and tells the test what it was asked. */
final class FakeEngine implements PushEngine, SourceListener {
  final BlockingQueue<List<PushSpec>> applied = new LinkedBlockingQueue<>();
  volatile boolean stopped;
  private volatile List<PushStatus> statuses = List.of();
  private volatile Runnable onStateChange = () -> {};

  PushEngine create(Function<SourceListener, Source> source) {
    source.apply(this).start();
    return this;
  }

  @Override
  public void apply(long revision, Instant revisedAt, List<PushSpec> wanted) {
    statuses =
        wanted.stream().map(spec -> status(spec.pushId(), PushState.LIVE, revision, 0)).toList();
    applied.add(wanted);
    onStateChange.run();
  }

  /** Each push has sent so much in all. */
  void sent(long bytes) {
    statuses =
        statuses.stream()
            .map(s -> status(s.pushId(), s.state(), s.appliedRevision(), bytes))
            .toList();
  }

  void ended(String pushId) {
    statuses =
        statuses.stream()
            .map(
                s ->
                    s.pushId().equals(pushId)
                        ? status(pushId, PushState.ENDED, s.appliedRevision(), s.bytesSent())
                        : s)
            .toList();
  }

  @Override
  public void reported(Collection<PushStatus> written) {
    statuses =
        statuses.stream()
            .filter(s -> s.state() != PushState.ENDED || !written.contains(s))
            .toList();
  }

  private static PushStatus status(String pushId, PushState state, long revision, long bytesSent) {
    return new PushStatus(
        pushId,
        "filled in by the engine",
        state,
        null,
        null,
        Instant.EPOCH,
        "connection-1",
        Instant.EPOCH,
        bytesSent,
        0,
        0,
        0,
        1,
        null,
        revision,
        1L);
  }

  @Override
  public Collection<PushStatus> statuses() {
    return statuses;
  }

  @Override
  public void onStateChange(Runnable listener) {
    onStateChange = listener;
  }

  @Override
  public void stop(Duration deadline) {
    statuses.forEach(s -> ended(s.pushId()));
    stopped = true;
  }

  @Override
  public void close() {
    stopped = true;
  }

  @Override
  public void flowing(SourceInfo info) {}

  @Override
  public void described(SourceInfo info) {}

  @Override
  public void lost(Reason reason, String message) {}
}
