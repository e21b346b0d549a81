/** DynamoDB Local on disk, answering on loopback. */
@NullMarked
package dev.sluice.local.table;

import org.jspecify.annotations.NullMarked;
