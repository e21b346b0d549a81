package dev.sluice.functions.http;

import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds a request's route among those of a face. Immutable and thread-safe. */
final class Router {
  private final List<Face> faces;

  /**
   * @param faces asked in this order; the last one answers for paths that none owns
   */
  Router(List<Face> faces) {
    this.faces = List.copyOf(faces);
  }

  /** The API that a path belongs to. */
  Face face(List<String> path) {
    return faces.stream().filter(face -> face.owns(path)).findFirst().orElse(faces.getLast());
  }

  /**
   * Handles a request by its route.
   *
   * @throws ProblemException 404 for an unknown path, 405 for a known one without this method
   */
  HttpResponse route(Face face, HttpRequest request) {
    // HEAD is GET without the body (RFC 9110, 9.3.2).
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : face.routes()) {
      Optional<RoutedRequest> match =
          route.path().match(request.path()).map(values -> new RoutedRequest(request, values));
      if (match.isPresent() && route.method().equals(method)) {
        return route.operation().handle(match.get());
      }
      if (match.isPresent()) {
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw ProblemException.notFound("path in this API");
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    String allow = String.join(", ", allowed);
    if (method.equals("OPTIONS")) {
      return HttpResponse.empty(204).with("Allow", allow);
    }
    throw new ProblemException(
        Problem.of(405, "Method not allowed", "This path takes " + allow + ".")
            .with("Allow", allow));
  }
}
