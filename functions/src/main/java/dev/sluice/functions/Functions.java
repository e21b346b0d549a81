package dev.sluice.functions;

import dev.sluice.catalog.Catalog;
import dev.sluice.functions.api.AccountRoutes;
import dev.sluice.functions.api.Authenticator;
import dev.sluice.functions.api.EventRoutes;
import dev.sluice.functions.api.HostCheck;
import dev.sluice.functions.api.NativeApi;
import dev.sluice.functions.api.PushRoutes;
import dev.sluice.functions.api.StreamOperations;
import dev.sluice.functions.api.StreamRoutes;
import dev.sluice.functions.api.TargetRoutes;
import dev.sluice.functions.hook.HookRoutes;
import dev.sluice.functions.http.GatewayFunction;
import dev.sluice.functions.http.HttpFunction;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.ingest.SourceEvents;
import dev.sluice.functions.launch.TaskStarter;
import dev.sluice.functions.live.LiveFunction;
import dev.sluice.functions.reconcile.ReconcileFunction;
import dev.sluice.functions.task.TasksFunction;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** The functions by name, each built of the parts it needs and no others. */
final class Functions {
  private Functions() {}

  /**
   * Builds one function.
   *
   * @throws IllegalStateException when the name is missing or unknown. Spring Cloud Function would
   *     go on, and let a header of the client choose.
   */
  static FunctionBean create(@Nullable String name, Parts parts) {
    return switch (name) {
      case "api" -> api(parts);
      case "live" -> events(new LiveFunction(parts.catalog(), starter(parts)), EventPrimers.LIVE);
      case "tasks" ->
          events(new TasksFunction(parts.catalog(), starter(parts)), EventPrimers.TASKS);
      case "reconcile" ->
          events(
              new ReconcileFunction(
                  parts.catalog(), starter(parts), parts.taskLauncher(), parts.clock()),
              // Nobody waits for a schedule, and a run within a snapshot would be a real one.
              List.of());
      case null, default ->
          throw new IllegalStateException(
              "spring.cloud.function.definition is "
                  + (name == null ? "not set" : "unknown: " + name)
                  + "; set SPRING_CLOUD_FUNCTION_DEFINITION to api, live, tasks or reconcile");
    };
  }

  private static FunctionBean api(Parts parts) {
    HttpFunction function =
        new HttpFunction(List.of(new NativeApi(routes(parts))), parts.settings().cors());
    return new FunctionBean(
        new GatewayFunction(function),
        ResolvableType.forClassWithGenerics(Function.class, InputStream.class, byte[].class),
        ApiPrimers.EVENTS,
        () -> ApiPrimers.read(parts.catalog()));
  }

  static List<Route> routes(Parts parts) {
    Catalog catalog = parts.catalog();
    AccountRoutes with =
        new AccountRoutes(
            new Authenticator(catalog.accounts(), parts.clock()), catalog.idempotency());
    HostCheck hosts = new HostCheck(parts.hostResolver());
    StreamOperations streams = new StreamOperations(catalog);
    SourceEvents events = new SourceEvents(catalog.sessions(), parts.eventBus());
    return Stream.of(
            new StreamRoutes(catalog, streams, parts.settings().ingestUrl()).routes(with),
            new PushRoutes(catalog, streams, hosts).routes(with),
            new TargetRoutes(catalog.targets(), hosts).routes(with),
            new EventRoutes(catalog, streams, events, parts.clock()).routes(with),
            new HookRoutes(catalog, events, parts.settings().sourceTemplate(), parts.clock())
                .routes(with))
        .flatMap(List::stream)
        .toList();
  }

  private static TaskStarter starter(Parts parts) {
    return new TaskStarter(parts.catalog(), parts.taskLauncher(), parts.clock());
  }

  private static FunctionBean events(
      Function<Map<String, Object>, Map<String, Object>> function, List<String> primers) {
    ResolvableType map = ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class);
    return new FunctionBean(
        function, ResolvableType.forClassWithGenerics(Function.class, map, map), primers, () -> {});
  }
}
