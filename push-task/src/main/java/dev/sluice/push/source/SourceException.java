package dev.sluice.push.source;

/** The source could not be had. */
final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SourceFailure failure;

  SourceException(SourceFailure failure) {
    super(failure.message());
    this.failure = failure;
  }

  SourceFailure failure() {
    return failure;
  }
}
