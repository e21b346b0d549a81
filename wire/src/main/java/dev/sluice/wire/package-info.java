/** Protocol code that knows nothing of media. */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
