package dev.sluice.catalog.table;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Stands between a catalog and its client: records what is asked, and fails on demand. */
final class ClientProbe implements InvocationHandler {
  /**
   * Looks at a request before it is sent; may throw in its place, or answer with its own response.
   */
  interface Hook {
    /** The response to give in place of the real one, or null to send the request. */
    @Nullable Object before(DynamoDbRequest request);
  }

  private static final Hook NONE = request -> null;

  private final DynamoDbClient real;
  private final List<DynamoDbRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Hook> hook = new AtomicReference<>(NONE);

  ClientProbe(DynamoDbClient real) {
    this.real = real;
  }

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  List<DynamoDbRequest> requests() {
    return requests;
  }

  void forget() {
    requests.clear();
  }

  void hook(Hook newHook) {
    hook.set(newHook);
  }

  void unhook() {
    hook.set(NONE);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && arguments.length == 1
        && arguments[0] instanceof DynamoDbRequest request) {
      requests.add(request);
      Object answer = hook.get().before(request);
      return answer != null ? answer : onReal(method, arguments);
    }
    // The forms that take a consumer of a builder end in the one that takes the request.
    return method.isDefault()
        ? InvocationHandler.invokeDefault(proxy, method, arguments)
        : onReal(method, arguments);
  }

  private @Nullable Object onReal(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
