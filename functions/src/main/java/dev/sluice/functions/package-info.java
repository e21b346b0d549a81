/** The HTTP API and the event consumers. */
@NullMarked
package dev.sluice.functions;

import org.jspecify.annotations.NullMarked;
