package dev.sluice.functions.api;

import dev.sluice.wire.net.HostResolver;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Warns of a target's host name that does not resolve: a target may be set up before its platform
 * is, so that is no refusal. A look-up cannot be interrupted, so it runs on a thread of its own and
 * is waited for 2 s; with all {@link #LOOKUPS} threads taken the check is left out. Thread-safe;
 * its daemon threads end when idle.
 */
public final class HostCheck {
  /** How long a request waits for a look-up. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Look-ups at a time. */
  static final int LOOKUPS = 8;

  private final HostResolver resolver;
  private final Duration patience;
  private final ThreadPoolExecutor lookups;

  public HostCheck(HostResolver resolver) {
    this(resolver, PATIENCE);
  }

  HostCheck(HostResolver resolver, Duration patience) {
    this.resolver = resolver;
    this.patience = patience;
    this.lookups =
        new ThreadPoolExecutor(
            0,
            LOOKUPS,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("sluice-host-check-", 0).factory());
  }

  /** What is odd about a host, in words for a person. */
  List<String> warnings(String host) {
    Future<List<?>> lookup;
    try {
      lookup = lookups.submit(() -> resolver.resolve(host));
    } catch (RejectedExecutionException e) {
      return List.of();
    }
    try {
      List<?> _ = lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return List.of();
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownHostException
          ? List.of("The host name " + host + " does not resolve. Check its spelling.")
          : List.of();
    } catch (TimeoutException e) {
      return List.of("The host name " + host + " could not be resolved in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lookup.cancel(true);
    }
  }
}
