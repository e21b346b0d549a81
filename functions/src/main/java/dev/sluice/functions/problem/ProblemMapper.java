package dev.sluice.functions.problem;

import dev.sluice.catalog.LimitExceededException;
import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.InvalidCursorException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What an exception from below an API means to its client. Thread-safe. */
public final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private ProblemMapper() {}

  /**
   * The refusal for an exception; anything unforeseen is logged under an id, and only that is told.
   */
  public static Problem of(RuntimeException e) {
    return switch (e) {
      case ProblemException refused -> refused.problem();
      case NotFoundException missing ->
          Problem.of(404, "Not found", "There is " + missing.getMessage() + ".");
      case LimitExceededException limit ->
          Problem.of(403, "Quota exceeded", String.valueOf(limit.getMessage()));
      case InvalidCursorException cursor ->
          ProblemException.malformed(
                  "cursor", String.valueOf(cursor.getMessage()) + "; begin again without one")
              .problem();
      default -> unforeseen(e);
    };
  }

  private static Problem unforeseen(RuntimeException e) {
    String id = UUID.randomUUID().toString();
    LOG.error("Request failed, id {}", id, e);
    return sdkCause(e)
        .filter(ProblemMapper::passes)
        .map(
            away ->
                Problem.of(
                        503,
                        "Temporarily unavailable",
                        "The service's storage is not to be reached right now. Nothing is lost;"
                            + " try again. Error id "
                            + id
                            + ".")
                    .with("Retry-After", "1"))
        .orElseGet(
            () ->
                Problem.of(
                    500,
                    "Internal error",
                    "Something went wrong inside Sluice. The log tells more under error id "
                        + id
                        + "."));
  }

  private static Optional<SdkException> sdkCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkException sdk) {
        return Optional.of(sdk);
      }
    }
    return Optional.empty();
  }

  /** Throttled or not reached: the same request may go through a moment later. */
  private static boolean passes(SdkException e) {
    return switch (e) {
      case RetryableException ignored -> true;
      case SdkServiceException service ->
          service.isThrottlingException() || service.statusCode() >= 500;
      case SdkClientException ignored -> true;
      default -> false;
    };
  }
}
