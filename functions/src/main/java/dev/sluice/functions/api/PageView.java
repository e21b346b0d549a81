package dev.sluice.functions.api;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to ask the next page with; null on the last one
 * @param limit how many items were asked for
 */
record PageView<V>(List<V> items, @Nullable String nextCursor, int limit) {
  static <T, V> PageView<V> of(Page<T> page, PageRequest asked, Function<T, V> view) {
    return new PageView<>(
        page.items().stream().map(view).toList(), page.nextCursor(), asked.limit());
  }
}
