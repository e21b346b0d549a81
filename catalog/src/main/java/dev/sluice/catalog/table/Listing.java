package dev.sluice.catalog.table;

/**
 * A list in the table: the items of one partition whose sort keys begin with a prefix.
 *
 * @param newestFirst whether it is walked from its end
 */
record Listing(String partition, String prefix, boolean newestFirst) {
  static Listing oldestFirst(String partition, String prefix) {
    return new Listing(partition, prefix, false);
  }

  static Listing newestFirst(String partition, String prefix) {
    return new Listing(partition, prefix, true);
  }
}
