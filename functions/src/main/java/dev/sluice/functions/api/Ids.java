package dev.sluice.functions.api;

import dev.sluice.functions.problem.ProblemException;
import java.util.regex.Pattern;

/** Ids in paths and bodies. */
final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Ids() {}

  /**
   * Answers an id of a form that the table can hold; no object has another.
   *
   * @throws ProblemException 404
   */
  static String checked(String id, String what) {
    if (!ID.matcher(id).matches()) {
      throw ProblemException.notFound(what);
    }
    return id;
  }
}
