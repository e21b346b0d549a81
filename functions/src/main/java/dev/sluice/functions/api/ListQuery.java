package dev.sluice.functions.api;

import dev.sluice.catalog.page.PageRequest;
import dev.sluice.functions.http.HttpRequest;
import dev.sluice.functions.http.QueryParameter;
import dev.sluice.functions.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;

/** The query of a route: {@code limit} and {@code cursor} on lists, nothing elsewhere. */
final class ListQuery {
  private ListQuery() {}

  /**
   * Reads a list's query.
   *
   * @throws ProblemException 400
   */
  static PageRequest read(HttpRequest request) {
    refuseOthers(request, Set.of("limit", "cursor"));
    String limit = request.firstQuery("limit");
    String cursor = request.firstQuery("cursor");
    if (limit != null && !limit.matches("[1-9][0-9]?|100")) {
      throw ProblemException.malformed("limit", "must be 1 to " + PageRequest.MAX_LIMIT);
    }
    if (cursor != null && (cursor.isEmpty() || cursor.length() > 2_048)) {
      throw ProblemException.malformed("cursor", "is not one that this list gave out");
    }
    return new PageRequest(limit == null ? PageRequest.MAX_LIMIT : Integer.parseInt(limit), cursor);
  }

  /**
   * Refuses any query: a misspelt parameter that is passed over would answer something else than
   * what was asked for.
   *
   * @throws ProblemException 400
   */
  static void none(HttpRequest request) {
    refuseOthers(request, Set.of());
  }

  private static void refuseOthers(HttpRequest request, Set<String> known) {
    Set<String> seen = new HashSet<>();
    for (QueryParameter parameter : request.query()) {
      if (!known.contains(parameter.name())) {
        throw ProblemException.malformed(
            "query",
            known.isEmpty() ? "is not taken by this request" : "may hold limit and cursor only");
      }
      if (!seen.add(parameter.name())) {
        throw ProblemException.malformed(parameter.name(), "is there twice");
      }
    }
  }
}
