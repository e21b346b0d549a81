package dev.sluice.functions.api;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.JsonBody;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.problem.ProblemException;
import java.util.List;
import java.util.Map;

/** {@code /v1/streams/{id}/pushes}: where a stream goes, and how that is going. Thread-safe. */
public final class PushRoutes {
  private static final String ALL = "/v1/streams/{streamId}/pushes";
  private static final String ONE = ALL + "/{pushId}";
  private static final String NOUN = "push";

  private final Catalog catalog;
  private final StreamOperations streams;
  private final PushInput input;

  public PushRoutes(Catalog catalog, StreamOperations streams, HostCheck hosts) {
    this.catalog = catalog;
    this.streams = streams;
    this.input = new PushInput(new TargetInput(hosts));
  }

  public List<Route> routes(AccountRoutes with) {
    return List.of(
        with.route("POST", ALL, this::create),
        with.list(ALL, this::list),
        with.route("GET", ONE, this::get),
        with.route("PATCH", ONE, this::edit),
        with.route("DELETE", ONE, this::delete),
        with.route("POST", ONE + "/retry", this::retry),
        with.route("POST", ONE + "/restart", this::restart));
  }

  private HttpResponse create(Account account, RoutedRequest request) {
    Stream stream = stream(account, request);
    PushDraft draft = input.draft(JsonBody.required(request.request()));
    if (draft.targetId() != null) {
      requireTarget(account, draft.targetId());
    }
    Push push = catalog.pushes().create(account.id(), stream.id(), draft);
    return HttpResponse.json(201, view(stream, push))
        .with("Location", "/v1/streams/" + stream.id() + "/pushes/" + push.id());
  }

  private HttpResponse list(Account account, RoutedRequest request) {
    PageRequest page = ListQuery.read(request.request());
    Stream stream = stream(account, request);
    var pushes = catalog.pushes().list(account.id(), stream.id(), page);
    Map<String, PushStatus> statuses =
        catalog.statuses().ofPushes(stream.id(), pushes.items().stream().map(Push::id).toList());
    return HttpResponse.json(
        200,
        PageView.of(
            pushes,
            page,
            push -> PushView.of(push, StatusView.of(stream, push, statuses.get(push.id())))));
  }

  private HttpResponse get(Account account, RoutedRequest request) {
    Stream stream = stream(account, request);
    return HttpResponse.json(200, view(stream, push(stream, request)));
  }

  private HttpResponse edit(Account account, RoutedRequest request) {
    Stream stream = stream(account, request);
    Push current = push(stream, request);
    JsonFields fields = JsonBody.required(request.request());
    PushEdit edit = input.edit(fields, current);
    Push edited = catalog.pushes().edit(account.id(), stream.id(), current.id(), edit);
    return HttpResponse.json(200, view(stream, edited));
  }

  private HttpResponse delete(Account account, RoutedRequest request) {
    Stream stream = stream(account, request);
    catalog.pushes().delete(account.id(), stream.id(), push(stream, request).id());
    return HttpResponse.empty(204);
  }

  private HttpResponse retry(Account account, RoutedRequest request) {
    JsonBody.optional(request.request()).finish();
    Stream stream = stream(account, request);
    Push push = push(stream, request);
    catalog.pushes().retry(account.id(), stream.id(), push.id());
    return HttpResponse.json(202, view(stream, push));
  }

  private HttpResponse restart(Account account, RoutedRequest request) {
    JsonBody.optional(request.request()).finish();
    Stream stream = stream(account, request);
    Push push = push(stream, request);
    catalog.pushes().restart(account.id(), stream.id(), push.id());
    return HttpResponse.json(202, view(stream, push));
  }

  private PushView view(Stream stream, Push push) {
    PushStatus status = catalog.statuses().ofPushes(stream.id(), List.of(push.id())).get(push.id());
    return PushView.of(push, StatusView.of(stream, push, status));
  }

  private Stream stream(Account account, RoutedRequest request) {
    return streams.find(account.id(), request.path("streamId"));
  }

  private Push push(Stream stream, RoutedRequest request) {
    return catalog
        .pushes()
        .find(stream.accountId(), stream.id(), Ids.checked(request.path("pushId"), NOUN))
        .orElseThrow(() -> ProblemException.notFound(NOUN));
  }

  /** The path is right and a field of the body is wrong: that is a 422, not a 404. */
  private void requireTarget(Account account, String targetId) {
    boolean known =
        targetId.matches("[A-Za-z0-9_-]{1,64}")
            && catalog
                .targets()
                .find(account.id(), targetId)
                .filter(target -> !target.inline())
                .isPresent();
    if (!known) {
      throw ProblemException.invalid("targetId", "there is no such target");
    }
  }
}
