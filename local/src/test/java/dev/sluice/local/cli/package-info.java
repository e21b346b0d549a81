@NullMarked
package dev.sluice.local.cli;

import org.jspecify.annotations.NullMarked;
