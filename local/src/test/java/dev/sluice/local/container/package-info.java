@NullMarked
package dev.sluice.local.container;

import org.jspecify.annotations.NullMarked;
