/** Tests that hold the modules, files and packages to the rules of the house. */
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
