package dev.sluice.functions.api;

import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.RoutedRequest;

/** What a route does for the account whose key opened it. */
@FunctionalInterface
public interface AccountOperation {
  HttpResponse handle(Account account, RoutedRequest request);
}
