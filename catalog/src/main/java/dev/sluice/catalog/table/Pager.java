package dev.sluice.catalog.table;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages with cursors bound to account and list. */
record Pager(Table table) {
  /**
   * One page of a list.
   *
   * @param name what the list is, for the cursor: equal names have interchangeable cursors
   * @param read makes the page's objects of its items; may leave out what has gone meanwhile
   */
  <T> Page<T> page(
      Account account,
      String name,
      Listing listing,
      PageRequest request,
      Function<List<Item>, List<T>> read) {
    Cursors cursors = new Cursors(account, name);
    String after = request.cursor() == null ? null : cursors.decode(request.cursor());
    // One more than asked for tells whether there is a next page.
    List<Item> items = table.query(listing, after, request.limit() + 1);
    boolean more = items.size() > request.limit();
    List<Item> shown = more ? items.subList(0, request.limit()) : items;
    @Nullable String next = more ? cursors.encode(shown.getLast().key().sort()) : null;
    return new Page<>(read.apply(shown), next);
  }
}
