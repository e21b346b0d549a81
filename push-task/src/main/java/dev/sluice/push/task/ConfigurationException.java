package dev.sluice.push.task;

/**
 * An argument or an environment variable is missing or wrong; the message says which and what is
 * expected.
 */
final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
