/** Push tasks as containers of the task's image, by the {@code docker} command. */
@NullMarked
package dev.sluice.local.container;

import org.jspecify.annotations.NullMarked;
