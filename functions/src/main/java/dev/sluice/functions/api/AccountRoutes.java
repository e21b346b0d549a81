package dev.sluice.functions.api;

import dev.sluice.catalog.Idempotency;
import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.HttpRequest;
import dev.sluice.functions.http.Route;
import java.util.function.Function;

/** Makes routes that an API key opens: authentication first, then {@code Idempotency-Key}. */
public final class AccountRoutes {
  private final Authenticator authenticator;
  private final IdempotentPosts idempotentPosts;

  public AccountRoutes(Authenticator authenticator, Idempotency idempotency) {
    this.authenticator = authenticator;
    this.idempotentPosts = new IdempotentPosts(idempotency);
  }

  /** A route of one object or action; it takes no query. */
  Route route(String method, String path, AccountOperation operation) {
    return make(
        method,
        path,
        authenticator::byHeader,
        (account, request) -> {
          ListQuery.none(request.request());
          return operation.handle(account, request);
        });
  }

  /** A route of a list. */
  Route list(String path, AccountOperation operation) {
    return make("GET", path, authenticator::byHeader, operation);
  }

  /** A route for an ingest server. */
  public Route hook(String path, AccountOperation operation) {
    return make("POST", path, authenticator::ofHook, operation);
  }

  private Route make(
      String method,
      String path,
      Function<HttpRequest, Account> authentication,
      AccountOperation operation) {
    return Route.of(
        method,
        path,
        request -> {
          Account account = authentication.apply(request.request());
          return idempotentPosts.once(
              account, request.request(), () -> operation.handle(account, request));
        });
  }
}
