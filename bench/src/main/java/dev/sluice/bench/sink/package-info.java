/** Where contenders push to: servers that take in everything and count. */
@NullMarked
package dev.sluice.bench.sink;

import org.jspecify.annotations.NullMarked;
