/** What a local run keeps between runs. */
@NullMarked
package dev.sluice.local.data;

import org.jspecify.annotations.NullMarked;
