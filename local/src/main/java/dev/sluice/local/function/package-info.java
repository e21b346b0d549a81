/** What Lambda does in AWS: calls the functions, the same code by the same entry. */
@NullMarked
package dev.sluice.local.function;

import org.jspecify.annotations.NullMarked;
