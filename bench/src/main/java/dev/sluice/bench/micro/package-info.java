/** What single parts of the fan-out take, by JMH. */
@NullMarked
package dev.sluice.bench.micro;

import org.jspecify.annotations.NullMarked;
