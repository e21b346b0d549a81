package dev.sluice.functions.http;

import dev.sluice.functions.problem.Problem;
import java.util.List;

/**
 * One API over the catalog: a set of routes, and its own way of saying no. The native API is one;
 * each vendor's dialect is another, over the same operations.
 */
public interface Face {
  /** Whether a path lies in this API's space, known to it or not. */
  boolean owns(List<String> path);

  List<Route> routes();

  /** A refusal in this API's words. */
  HttpResponse refusal(Problem problem);
}
