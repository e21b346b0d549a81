package dev.sluice.functions.testing;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.stream.Streams;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A catalog whose look-up of API keys, the first thing a request needs, and whose streams fail when
 * told to.
 */
public final class FailingCatalog {
  private final AtomicInteger keyLookUps = new AtomicInteger();
  private final AtomicInteger streamCalls = new AtomicInteger();
  private final Catalog catalog;
  private volatile @Nullable RuntimeException failure;

  private FailingCatalog(Catalog real) {
    Accounts accounts =
        proxy(
            Accounts.class,
            (self, method, arguments) -> {
              if (method.getName().equals("findByApiKey")) {
                keyLookUps.incrementAndGet();
                failIfTold();
              }
              return invoke(method, real.accounts(), arguments);
            });
    Streams streams =
        proxy(
            Streams.class,
            (self, method, arguments) -> {
              streamCalls.incrementAndGet();
              failIfTold();
              return invoke(method, real.streams(), arguments);
            });
    this.catalog =
        proxy(
            Catalog.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "accounts" -> accounts;
                  case "streams" -> streams;
                  default -> invoke(method, real, arguments);
                });
  }

  public static FailingCatalog over(Catalog real) {
    return new FailingCatalog(real);
  }

  public Catalog catalog() {
    return catalog;
  }

  public int keyLookUps() {
    return keyLookUps.get();
  }

  public int streamCalls() {
    return streamCalls.get();
  }

  public void failWith(RuntimeException exception) {
    this.failure = exception;
  }

  public void recover() {
    this.failure = null;
  }

  private void failIfTold() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
