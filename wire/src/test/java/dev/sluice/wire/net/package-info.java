@NullMarked
package dev.sluice.wire.net;

import org.jspecify.annotations.NullMarked;
