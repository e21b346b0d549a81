@NullMarked
package dev.sluice.local.training;

import org.jspecify.annotations.NullMarked;
