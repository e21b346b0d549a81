package dev.sluice.functions.api;

import dev.sluice.functions.http.Face;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.Json;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.problem.Problem;
import java.util.List;

/** Sluice's own API under {@code /v1}; it also answers for paths that no API owns. Thread-safe. */
public final class NativeApi implements Face {
  private final List<Route> routes;

  /**
   * Makes the API of its routes.
   *
   * @param routes as described in {@code docs/api/openapi.yaml}
   */
  public NativeApi(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean owns(List<String> path) {
    return !path.isEmpty() && path.getFirst().equals("v1");
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public HttpResponse refusal(Problem problem) {
    HttpResponse response =
        HttpResponse.of(
            problem.status(), "application/problem+json", Json.write(ProblemView.of(problem)));
    for (var header : problem.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }
}
