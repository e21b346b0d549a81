package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class LeaseKeeperTest {
  private static final Lease LEASE =
      new Lease("stream", "session", 1, "owner", 1, Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void aFailedRenewalIsTriedEachSecondUntilItSucceeds() throws Exception {
    RuntimeException away = SdkClientException.create("no route");
    RuntimeException lost = new LeaseLostException("taken over");
    var leases = new Scripted(null, away, away, new IllegalStateException(), null, lost);
    var ended = new CountDownLatch(1);
    var hurried = new Hurried();
    try (var keeper = new LeaseKeeper(leases, LEASE, ended::countDown, hurried)) {
      assertThat(ended.await(15, TimeUnit.SECONDS)).isTrue();

      Duration retry = Duration.ofSeconds(1);
      assertThat(hurried.pauses)
          .containsExactly(Leases.RENEWAL, Leases.RENEWAL, retry, retry, retry, Leases.RENEWAL);
      assertThat(keeper.lease().fence()).as("renewed twice").isEqualTo(3);
      assertThat(leases.script).isEmpty();
    }
  }

  /** Runs at once whatever is to wait, and keeps how long it was to. */
  private static final class Hurried extends ScheduledThreadPoolExecutor {
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    Hurried() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      pauses.add(Duration.of(delay, unit.toChronoUnit()));
      return super.schedule(command, 0, unit);
    }
  }

  /** Renews, or fails, as it is written. */
  private static final class Scripted implements Leases {
    private final Queue<Optional<RuntimeException>> script = new ArrayDeque<>();

    Scripted(@Nullable RuntimeException... outcomes) {
      Arrays.stream(outcomes).map(Optional::ofNullable).forEach(script::add);
    }

    @Override
    public Lease renew(Lease lease) {
      script
          .remove()
          .ifPresent(
              failure -> {
                throw failure;
              });
      return new Lease(
          lease.streamId(),
          lease.sessionId(),
          lease.attempt(),
          lease.owner(),
          lease.fence() + 1,
          lease.expiresAt());
    }

    @Override
    public Lease acquire(String streamId, String sessionId, int attempt, String owner) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release(Lease lease) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Lease> find(String streamId) {
      throw new UnsupportedOperationException();
    }
  }
}
