/** Accounts (tenants) and the API keys that open them. */
@NullMarked
package dev.sluice.catalog.account;

import org.jspecify.annotations.NullMarked;
