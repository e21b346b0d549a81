package dev.sluice.functions.problem;

import java.util.List;
import java.util.Map;

/** A request is refused. Carries no stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  /** What is to be answered. */
  public Problem problem() {
    return problem;
  }

  /** 400: the body is not JSON, or the query or a header cannot be read. */
  public static ProblemException malformed(String field, String message) {
    return refused(400, "Malformed request", List.of(new FieldError(field, message)));
  }

  /** 422: the request was understood, and these parts of it cannot be. */
  public static ProblemException invalid(List<FieldError> errors) {
    return refused(422, "Invalid request", errors);
  }

  /** 422 for a single field. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** 401, with the challenge that RFC 9110 asks for. */
  public static ProblemException unauthorized(String detail) {
    return new ProblemException(
        Problem.of(401, "Unauthorized", detail).with("WWW-Authenticate", "Bearer"));
  }

  /** 404 for an object that is not there, or is another account's. */
  public static ProblemException notFound(String what) {
    return new ProblemException(Problem.of(404, "Not found", "There is no such " + what + "."));
  }

  private static ProblemException refused(int status, String title, List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.getFirst().field() + ": " + errors.getFirst().message()
            : errors.size() + " fields cannot be taken; see errors.";
    return new ProblemException(new Problem(status, title, detail, errors, Map.of()));
  }
}
