package dev.sluice.functions.problem;

import dev.sluice.catalog.LimitExceededException;
import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.InvalidCursorException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What an exception from below an API means to its client. Thread-safe. */
public final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private static final Set<String> PASSING_REASONS =
      Set.of(
          "None",
          "null",
          "ConditionalCheckFailed",
          "TransactionConflict",
          "ThrottlingError",
          "ProvisionedThroughputExceeded",
          "RequestLimitExceeded");

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
    if (sdkCause(e).filter(ProblemMapper::passes).isPresent()) {
      LOG.warn("Storage away, error id {}: {}", id, e.toString());
      return Problem.of(
              503,
              "Temporarily unavailable",
              "The service's storage is busy or not to be reached right now. Try again. Error id "
                  + id
                  + ".")
          .with("Retry-After", "1");
    }
    LOG.error("Request failed, error id {}", id, e);
    return Problem.of(
        500,
        "Internal error",
        "Something went wrong inside Sluice. The log tells more under error id " + id + ".");
  }

  private static Optional<SdkException> sdkCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkException sdk) {
        return Optional.of(sdk);
      }
    }
    return Optional.empty();
  }

  /**
   * Throttled, not reached, or others got in the way each time: it may go through a moment later.
   */
  private static boolean passes(SdkException e) {
    return switch (e) {
      case TransactionCanceledException cancelled ->
          cancelled.cancellationReasons().stream()
              .allMatch(reason -> PASSING_REASONS.contains(String.valueOf(reason.code())));
      case TransactionConflictException _,
          TransactionInProgressException _,
          ConditionalCheckFailedException _ ->
          true;
      case SdkServiceException service ->
          service.isThrottlingException() || service.statusCode() >= 500;
      case SdkClientException _ -> true;
      default -> false;
    };
  }
}
