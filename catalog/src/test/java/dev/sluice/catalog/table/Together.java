package dev.sluice.catalog.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does things at the same time. */
final class Together {
  private Together() {}

  /**
   * Runs all of them from one barrier on, and answers what each gave; an exception is thrown on.
   */
  static <T> List<T> run(List<Callable<T>> things) {
    CyclicBarrier barrier = new CyclicBarrier(things.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> thing : things) {
        futures.add(
            threads.submit(
                () -> {
                  barrier.await(30, TimeUnit.SECONDS);
                  return thing.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of them failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("one of them hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The same thing so many times. */
  static <T> List<T> run(int times, Callable<T> thing) {
    return run(Collections.nCopies(times, thing));
  }
}
