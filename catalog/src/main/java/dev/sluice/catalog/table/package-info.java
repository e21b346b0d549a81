/**
 * The catalog in one DynamoDB table, over the low-level client. {@link
 * dev.sluice.catalog.table.SluiceTable} tells every kind of item.
 *
 * <p>How it is built: {@link dev.sluice.catalog.table.Key} names items, {@link
 * dev.sluice.catalog.table.Write} and {@link dev.sluice.catalog.table.Item} write and read them,
 * {@link dev.sluice.catalog.table.Table} is the only class that speaks to DynamoDB, and one class
 * per store decides what is written together.
 */
@NullMarked
package dev.sluice.catalog.table;

import org.jspecify.annotations.NullMarked;
