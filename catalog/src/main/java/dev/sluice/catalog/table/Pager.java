package dev.sluice.catalog.table;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages with cursors bound to account and list.
 *
 * @param list what the list is: equal names have interchangeable cursors
 */
record Pager(Surroundings around, String accountId, String list) {
  /**
   * One page of a list.
   *
   * @param read makes the page's objects of its items; may leave out what has gone meanwhile
   */
  <T> Page<T> page(Listing listing, PageRequest request, Function<List<Item>, List<T>> read) {
    String after = request.cursor() == null ? null : cursors().decode(request.cursor());
    // One more than asked for tells whether there is a next page.
    List<Item> items = around.table().query(listing, after, request.limit() + 1);
    boolean more = items.size() > request.limit();
    List<Item> shown = more ? items.subList(0, request.limit()) : items;
    @Nullable String next = more ? cursors().encode(shown.getLast().key().sort()) : null;
    return new Page<>(read.apply(shown), next);
  }

  /** Only where there is a cursor to read or to give: most lists have one page. */
  private Cursors cursors() {
    return new Cursors(around.account(accountId), list);
  }
}
