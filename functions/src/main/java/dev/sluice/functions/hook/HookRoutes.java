package dev.sluice.functions.hook;

import dev.sluice.catalog.Catalog;
import dev.sluice.functions.api.AccountRoutes;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.ingest.SourceEvents;
import dev.sluice.functions.ingest.SourceTemplate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code /v1/hooks}: one route for each ingest server. Thread-safe. */
public final class HookRoutes {
  private final IngestGate gate;

  /**
   * Makes the routes.
   *
   * @param template from where announced streams are pulled; empty for the streams' own pull URLs
   */
  public HookRoutes(
      Catalog catalog, SourceEvents events, Optional<SourceTemplate> template, Clock clock) {
    this.gate = new IngestGate(catalog, events, template, clock);
  }

  public List<Route> routes(AccountRoutes with) {
    return List.of(
        with.hook("/v1/hooks/nginx-rtmp", new NginxRtmpHook(gate)::handle),
        with.hook("/v1/hooks/srs", new SrsHook(gate)::handle),
        with.hook("/v1/hooks/mediamtx", new MediaMtxHook(gate)::handle));
  }
}
