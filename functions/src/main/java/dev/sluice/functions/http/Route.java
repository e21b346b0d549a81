package dev.sluice.functions.http;

/** One method on one path, and what it does. */
public record Route(String method, PathTemplate path, Operation operation) {
  /** A route by its OpenAPI path. */
  public static Route of(String method, String path, Operation operation) {
    return new Route(method, PathTemplate.of(path), operation);
  }
}
