package dev.sluice.functions.api;

import dev.sluice.functions.problem.FieldError;
import dev.sluice.functions.problem.Problem;
import java.util.List;

/** A refusal as problem details (RFC 9457), with {@code errors} beside its standard members. */
record ProblemView(String type, String title, int status, String detail, List<FieldError> errors) {
  static ProblemView of(Problem problem) {
    return new ProblemView(
        "about:blank", problem.title(), problem.status(), problem.detail(), problem.errors());
  }
}
