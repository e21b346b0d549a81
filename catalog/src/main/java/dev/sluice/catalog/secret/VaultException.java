package dev.sluice.catalog.secret;

import org.jspecify.annotations.Nullable;

/** A secret could not be sealed or opened. The message never holds any part of it. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
