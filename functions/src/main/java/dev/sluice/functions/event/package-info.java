/** Events that carry ids only, from the API to the consumers. */
@NullMarked
package dev.sluice.functions.event;

import org.jspecify.annotations.NullMarked;
