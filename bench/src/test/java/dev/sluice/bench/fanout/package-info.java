@NullMarked
package dev.sluice.bench.fanout;

import org.jspecify.annotations.NullMarked;
