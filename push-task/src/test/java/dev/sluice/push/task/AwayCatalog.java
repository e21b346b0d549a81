package dev.sluice.push.task;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.session.Sessions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A catalog whose sessions cannot be read while the test says so. */
final class AwayCatalog {
  private AwayCatalog() {}

  static Catalog over(Catalog real, AtomicReference<@Nullable RuntimeException> failure) {
    Sessions sessions =
        proxy(
            Sessions.class,
            (self, method, arguments) -> {
              RuntimeException thrown = failure.get();
              if (thrown != null) {
                throw thrown;
              }
              return invoke(real.sessions(), method, arguments);
            });
    return proxy(
        Catalog.class,
        (self, method, arguments) ->
            method.getName().equals("sessions") ? sessions : invoke(real, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
