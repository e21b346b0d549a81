package dev.sluice.functions.api;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.JsonBody;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.http.RoutedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/streams}: streams, their keys and their sessions. Thread-safe. */
public final class StreamRoutes {
  private static final String ONE = "/v1/streams/{streamId}";

  private final Catalog catalog;
  private final StreamOperations operations;
  private final @Nullable String ingestUrl;

  /**
   * Makes the routes.
   *
   * @param ingestUrl the RTMP base that broadcasters publish to; null where no ingest is set up
   */
  public StreamRoutes(Catalog catalog, StreamOperations operations, @Nullable String ingestUrl) {
    this.catalog = catalog;
    this.operations = operations;
    this.ingestUrl = ingestUrl;
  }

  public List<Route> routes(AccountRoutes with) {
    return List.of(
        with.route("POST", "/v1/streams", this::create),
        with.list("/v1/streams", this::list),
        with.route("GET", ONE, this::get),
        with.route("PATCH", ONE, this::edit),
        with.route("DELETE", ONE, this::delete),
        with.route("POST", ONE + "/rotate-key", this::rotateKey),
        with.route("POST", ONE + "/terminate", this::terminate),
        with.list(ONE + "/sessions", this::sessions));
  }

  private HttpResponse create(Account account, RoutedRequest request) {
    KeyedStream made =
        catalog
            .streams()
            .create(account.id(), StreamInput.draft(JsonBody.required(request.request())));
    return keyed(201, made).with("Location", "/v1/streams/" + made.stream().id());
  }

  private HttpResponse list(Account account, RoutedRequest request) {
    PageRequest page = ListQuery.read(request.request());
    return HttpResponse.json(
        200, PageView.of(catalog.streams().list(account.id(), page), page, this::view));
  }

  private HttpResponse get(Account account, RoutedRequest request) {
    return HttpResponse.json(200, view(operations.find(account.id(), request.path("streamId"))));
  }

  private HttpResponse edit(Account account, RoutedRequest request) {
    Stream current = operations.find(account.id(), request.path("streamId"));
    Stream edited =
        operations.edit(
            account.id(), current.id(), StreamInput.edit(JsonBody.required(request.request())));
    return HttpResponse.json(200, view(edited));
  }

  private HttpResponse delete(Account account, RoutedRequest request) {
    operations.delete(account.id(), request.path("streamId"));
    return HttpResponse.empty(204);
  }

  private HttpResponse rotateKey(Account account, RoutedRequest request) {
    JsonBody.optional(request.request()).finish();
    Stream current = operations.find(account.id(), request.path("streamId"));
    return keyed(200, catalog.streams().rotateKey(account.id(), current.id()));
  }

  private HttpResponse terminate(Account account, RoutedRequest request) {
    JsonBody.optional(request.request()).finish();
    return HttpResponse.json(
        202, view(operations.terminate(account.id(), request.path("streamId"))));
  }

  private HttpResponse sessions(Account account, RoutedRequest request) {
    PageRequest page = ListQuery.read(request.request());
    Stream stream = operations.find(account.id(), request.path("streamId"));
    return HttpResponse.json(
        200,
        PageView.of(
            catalog.sessions().history(account.id(), stream.id(), page), page, SessionView::of));
  }

  /** With the ingest key in full; who lost it rotates it, so a replay goes without. */
  private HttpResponse keyed(int status, KeyedStream keyed) {
    return HttpResponse.json(status, StreamView.of(keyed.stream(), ingestUrl, keyed.ingestKey()))
        .remembering(view(keyed.stream()));
  }

  private StreamView view(Stream stream) {
    return StreamView.of(stream, ingestUrl, null);
  }
}
