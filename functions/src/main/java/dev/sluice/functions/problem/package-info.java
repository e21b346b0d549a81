/** What is refused, and how it is said: problem details (RFC 9457) with field errors. */
@NullMarked
package dev.sluice.functions.problem;

import org.jspecify.annotations.NullMarked;
