package dev.sluice.functions.api;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.catalog.target.Targets;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.JsonBody;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.problem.ProblemException;
import java.util.List;

/** {@code /v1/targets}: the account's reusable targets. Thread-safe. */
public final class TargetRoutes {
  private static final String NOUN = "target";

  private final Targets targets;
  private final TargetInput input;

  public TargetRoutes(Targets targets, HostCheck hosts) {
    this.targets = targets;
    this.input = new TargetInput(hosts);
  }

  public List<Route> routes(AccountRoutes with) {
    return List.of(
        with.route("POST", "/v1/targets", this::create),
        with.list("/v1/targets", this::list),
        with.route("GET", "/v1/targets/{targetId}", this::get),
        with.route("PATCH", "/v1/targets/{targetId}", this::edit),
        with.route("DELETE", "/v1/targets/{targetId}", this::delete));
  }

  private HttpResponse create(Account account, RoutedRequest request) {
    JsonFields fields = JsonBody.required(request.request());
    Boolean enabled = fields.bool("enabled");
    Target target = targets.create(account.id(), input.draft(fields, enabled == null || enabled));
    return HttpResponse.json(201, TargetView.of(target))
        .with("Location", "/v1/targets/" + target.id());
  }

  private HttpResponse list(Account account, RoutedRequest request) {
    PageRequest page = ListQuery.read(request.request());
    return HttpResponse.json(
        200, PageView.of(targets.list(account.id(), page), page, TargetView::of));
  }

  private HttpResponse get(Account account, RoutedRequest request) {
    return HttpResponse.json(200, TargetView.of(find(account, request)));
  }

  private HttpResponse edit(Account account, RoutedRequest request) {
    Target current = find(account, request);
    JsonFields fields = JsonBody.required(request.request());
    TargetEdit edit = input.edit(fields, current, fields.bool("enabled"));
    fields.finish();
    return HttpResponse.json(200, TargetView.of(targets.edit(account.id(), current.id(), edit)));
  }

  private HttpResponse delete(Account account, RoutedRequest request) {
    targets.delete(account.id(), find(account, request).id());
    return HttpResponse.empty(204);
  }

  /** A push's own target is reached through the push alone. */
  private Target find(Account account, RoutedRequest request) {
    return targets
        .find(account.id(), Ids.checked(request.path("targetId"), NOUN))
        .filter(target -> !target.inline())
        .orElseThrow(() -> ProblemException.notFound(NOUN));
  }
}
