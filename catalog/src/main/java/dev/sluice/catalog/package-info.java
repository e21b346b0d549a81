/**
 * The domain of Sluice and its DynamoDB table: who owns which stream, where it is pushed, what
 * runs.
 */
@NullMarked
package dev.sluice.catalog;

import org.jspecify.annotations.NullMarked;
