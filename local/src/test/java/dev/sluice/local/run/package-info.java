@NullMarked
package dev.sluice.local.run;

import org.jspecify.annotations.NullMarked;
