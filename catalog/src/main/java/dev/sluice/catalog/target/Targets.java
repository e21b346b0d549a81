package dev.sluice.catalog.target;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import java.util.Optional;

/**
 * The reusable targets of accounts, and the opening of any target's destination. Thread-safe.
 * Methods that change or read one throw {@link dev.sluice.catalog.NotFoundException} where they do
 * not answer an Optional.
 */
public interface Targets {
  Target create(String accountId, TargetDraft draft);

  /** A target by id, inline ones too. */
  Optional<Target> find(String accountId, String targetId);

  /** Shared targets only, oldest first. */
  Page<Target> list(String accountId, PageRequest page);

  /**
   * Changes a target and raises the revision of every stream that uses it. An edit that changes
   * nothing raises nothing.
   */
  Target edit(String accountId, String targetId, TargetEdit edit);

  /** Deletes a target and its pushes, and raises the revision of every stream that used it. */
  void delete(String accountId, String targetId);

  /** Decrypts a destination. Only where the vault may: the task, and {@code reveal}. */
  OpenDestination open(Target target);
}
