package dev.sluice.functions.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal, free of any API's own wording of it: each API renders it as its clients expect.
 *
 * @param status the HTTP status
 * @param title what kind of refusal this is, the same text for the same kind
 * @param detail what is wrong here and how to mend it, for a person; holds no secret
 * @param errors what is wrong field by field; empty when the whole request is meant
 * @param headers response headers that belong to this refusal, such as {@code Allow}
 */
public record Problem(
    int status, String title, String detail, List<FieldError> errors, Map<String, String> headers) {
  public Problem {
    errors = List.copyOf(errors);
    headers = Map.copyOf(headers);
  }

  /** A refusal of the request as a whole. */
  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of(), Map.of());
  }

  /** The same with one more response header. */
  public Problem with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Problem(status, title, detail, errors, more);
  }
}
