package dev.sluice.functions.http;

import dev.sluice.functions.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** {@code application/x-www-form-urlencoded}: queries and form bodies, in the order sent. */
public final class FormText {
  private FormText() {}

  /**
   * Takes {@code a=1&b=2} apart.
   *
   * @param where {@code query} or {@code body}, for the refusal of a broken escape
   */
  public static List<QueryParameter> parse(String text, String where) {
    List<QueryParameter> parameters = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        parameters.add(parameter(pair, where));
      }
    }
    return parameters;
  }

  /** The same, where what cannot be decoded was not written by the sender we speak with. */
  public static List<QueryParameter> parseLeniently(String text) {
    List<QueryParameter> parameters = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      try {
        parameters.add(parameter(pair, "body"));
      } catch (ProblemException e) {
        // Left out: see above.
      }
    }
    return parameters;
  }

  private static QueryParameter parameter(String pair, String where) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    return new QueryParameter(
        PercentDecoder.decode(name, true, where), PercentDecoder.decode(value, true, where));
  }
}
