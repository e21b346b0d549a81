/** A test picture whose frames can be told apart by a program. */
@NullMarked
package dev.sluice.local.demo.picture;

import org.jspecify.annotations.NullMarked;
