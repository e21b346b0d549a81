/** The push task: one live source in, many targets out. */
@NullMarked
package dev.sluice.push;

import org.jspecify.annotations.NullMarked;
