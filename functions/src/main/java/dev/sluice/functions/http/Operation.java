package dev.sluice.functions.http;

/** What a route does. Throws a {@code ProblemException} to refuse. */
@FunctionalInterface
public interface Operation {
  HttpResponse handle(RoutedRequest request);
}
