@NullMarked
package dev.sluice.local.task;

import org.jspecify.annotations.NullMarked;
