/** Secrets: typed so that they cannot print, sealed before they reach the table. */
@NullMarked
package dev.sluice.catalog.secret;

import org.jspecify.annotations.NullMarked;
