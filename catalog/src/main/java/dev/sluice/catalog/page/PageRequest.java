package dev.sluice.catalog.page;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 to 100 items
 * @param cursor what the page before gave as {@link Page#nextCursor}, or null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
  public static final int MAX_LIMIT = 100;

  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT);
    }
  }

  /** The first page at the largest size. */
  public static PageRequest first() {
    return new PageRequest(MAX_LIMIT, null);
  }
}
