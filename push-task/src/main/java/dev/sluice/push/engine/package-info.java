/** The life of each push: states, reasons, backoff, live changes. */
@NullMarked
package dev.sluice.push.engine;

import org.jspecify.annotations.NullMarked;
