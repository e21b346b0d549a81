/** A catalog for tests, over DynamoDB Local in this process. */
@NullMarked
package dev.sluice.catalog.testing;

import org.jspecify.annotations.NullMarked;
