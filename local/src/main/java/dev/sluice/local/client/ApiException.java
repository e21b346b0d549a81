package dev.sluice.local.client;

/** The API refused a call. The message holds its answer. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiException(String call, int status, String answer) {
    super(call + " was answered with " + status + ": " + answer);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
