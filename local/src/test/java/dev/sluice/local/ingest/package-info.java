@NullMarked
package dev.sluice.local.ingest;

import org.jspecify.annotations.NullMarked;
