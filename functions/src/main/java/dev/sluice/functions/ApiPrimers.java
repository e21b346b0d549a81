package dev.sluice.functions;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.functions.http.HttpResponse;
import java.util.List;

/** Requests that change nothing and are refused, and warm all that a real one needs. */
final class ApiPrimers {
  /** An unknown key: route, look-up in the table, refusal. */
  private static final String UNKNOWN_KEY =
      """
      {"version": "2.0", "routeKey": "$default", "rawPath": "/v1/streams",
       "rawQueryString": "limit=1",
       "headers": {"authorization": "Bearer primer", "content-type": "application/json"},
       "requestContext": {"stage": "$default", "http": {"method": "GET", "path": "/v1/streams"}},
       "isBase64Encoded": false}\
      """;

  static final List<String> EVENTS = List.of(UNKNOWN_KEY);

  private ApiPrimers() {}

  /**
   * What no refused request comes to: a list's query, and its answer.
   *
   * <p>The account's id is no id that could be: it has no streams.
   */
  static void read(Catalog catalog) {
    PageRequest page = new PageRequest(1, null);
    var _ = HttpResponse.json(200, catalog.streams().list("primer", page));
  }
}
