/** Sources that come and go: from an event or a hook to a session and its event. */
@NullMarked
package dev.sluice.functions.ingest;

import org.jspecify.annotations.NullMarked;
