package dev.sluice.catalog;

import java.util.Optional;

/**
 * Answers remembered under a client's {@code Idempotency-Key} for 24 h. Thread-safe.
 *
 * <p>The caller claims the key first, acts, then remembers its answer. A claim without an answer
 * that is older than a minute was left by a crash and can be claimed again.
 */
public interface Idempotency {
  /**
   * Claims a key for one request.
   *
   * @param key the client's key, 1 to 255 printable characters, within the account
   * @param requestHash hash of method, path and body
   */
  Claim claim(String accountId, String key, String requestHash);

  /** Keeps the answer; {@code body} must hold no secret. */
  void remember(String accountId, String key, String requestHash, int status, String body);

  /**
   * Gives a claim back after a refusal or failure, so that the mended request may use the same key.
   */
  void release(String accountId, String key, String requestHash);

  /** What a claim found. */
  sealed interface Claim {
    /** The caller acts. */
    record Mine() implements Claim {}

    /** The same request was answered before. */
    record Replay(int status, String body) implements Claim {}

    /** The key was used with another request. */
    record Mismatch() implements Claim {}

    /** The same request is being worked on right now. */
    record InProgress() implements Claim {}
  }

  /** A remembered answer, for tests and for support. */
  Optional<Claim.Replay> find(String accountId, String key);
}
