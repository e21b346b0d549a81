package dev.sluice.local.run;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.secret.VaultException;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.functions.Handler;
import dev.sluice.functions.Settings;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.function.EventFunction;
import dev.sluice.local.function.LocalParts;
import dev.sluice.local.gateway.HttpGateway;
import dev.sluice.local.ingest.HookGate;
import dev.sluice.local.ingest.RtmpIngest;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.queue.FunctionQueue;
import dev.sluice.local.queue.LocalEvents;
import dev.sluice.local.task.LocalTasks;
import dev.sluice.local.task.TaskRunner;
import dev.sluice.wire.net.HostResolver;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * All of Sluice on one machine: the table, the functions behind HTTP and queues, an ingest, and
 * push tasks as processes or containers. Everything listens on 127.0.0.1, and ends with this object
 * or with this process.
 *
 * @param api the HTTP API's base URL
 * @param ingest what encoders are told, to which they add a slash and the stream key
 * @param owner the account that is there from the start
 * @param catalog the domain, as the functions see it
 * @param first what is ended while the API can still be told of it: the ingest
 * @param rest all else that was started
 */
public record LocalRun(
    URI api, String ingest, Owner owner, Catalog catalog, Closers first, Closers rest)
    implements AutoCloseable {

  /**
   * Starts all of it.
   *
   * @throws StartException if something cannot start; what had started is ended again
   */
  public static LocalRun start(LocalSettings settings) throws StartException {
    Closers closers = new Closers();
    try {
      return start(settings, closers);
    } catch (StartException | RuntimeException e) {
      closers.close();
      throw e;
    }
  }

  private static LocalRun start(LocalSettings settings, Closers closers) throws StartException {
    Clock clock = Clock.systemUTC();
    DataFolder folder = closers.add(DataFolder.open(settings.data()));
    ProcessGuard guard = closers.add(TaskRunners.guard(settings));
    Services services = Services.open(settings, folder, closers);
    Catalog catalog = catalog(services, clock);
    Owner owner = Owner.of(folder, services.keyFile(), catalog.accounts());

    CompletableFuture<URI> api = new CompletableFuture<>();
    HookGate gate = closers.add(new HookGate(api, owner.apiKey()));
    RtmpIngest ingest = closers.add(RtmpIngest.start(settings.rtmpPort(), gate, clock));

    String shown = settings.environment().getOrDefault("SLUICE_INGEST_URL", ingest.url());
    FunctionQueue live = closers.add(new FunctionQueue("live"));
    FunctionQueue ends = closers.add(new FunctionQueue("tasks"));
    LocalEvents events = new LocalEvents(live, ends, clock);
    TaskRunner runner = TaskRunners.open(settings, folder, services, guard);
    LocalTasks tasks = closers.add(new LocalTasks(runner, events::publish));
    LocalParts parts =
        new LocalParts(
            functionSettings(shown, settings),
            catalog,
            services.aws() == null ? events : services.aws().bus(),
            tasks,
            HostResolver.system(),
            clock);
    EventFunction liveFunction = function("live", parts);
    live.deliverTo(liveFunction);
    if (services.aws() != null) {
      closers.add(services.aws().deliverTo(liveFunction));
    }
    ends.deliverTo(function("tasks", parts));
    closers.add(Reconciler.start(function("reconcile", parts)));
    HttpGateway gateway =
        closers.add(HttpGateway.start(settings.port(), function("api", parts), clock));
    api.complete(gateway.uri());
    Closers first = new Closers();
    first.add(gate);
    first.add(ingest);
    return new LocalRun(gateway.uri(), shown, owner, catalog, first, closers);
  }

  /**
   * Ends publishers, tasks (which unpublish first), queues and table, within about 20 s; containers
   * that a slow engine still has to remove may take as long again.
   */
  @Override
  public void close() {
    first.close();
    rest.close();
  }

  private static Catalog catalog(Services services, Clock clock) throws StartException {
    try {
      SluiceTable.create(services.table(), services.tableName());
      return DynamoCatalog.open(
          services.table(),
          services.tableName(),
          Vaults.open(services.vault()),
          clock,
          new SecureRandom());
    } catch (VaultException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (SdkException e) {
      throw new StartException(
          "the table %s cannot be used: %s".formatted(services.tableName(), e.getMessage()), e);
    }
  }

  private static Settings functionSettings(String ingest, LocalSettings settings) {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.put("SLUICE_INGEST_URL", ingest);
    environment.putIfAbsent("SLUICE_SOURCE_URL", ingest.replaceFirst("[^/]+$", "{app}/{key}"));
    return Settings.of(environment);
  }

  private static EventFunction function(String name, LocalParts parts) {
    return EventFunction.of(name, new Handler(name, parts));
  }
}
