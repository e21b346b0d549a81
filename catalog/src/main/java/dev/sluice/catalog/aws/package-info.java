/**
 * How every part of Sluice makes its AWS clients: small, quick to start, with a time limit on every
 * call.
 */
@NullMarked
package dev.sluice.catalog.aws;

import org.jspecify.annotations.NullMarked;
