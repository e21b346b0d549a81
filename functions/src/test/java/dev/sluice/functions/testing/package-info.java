/** The functions as tests call them: a gateway's event in, bytes out, a real table behind. */
@NullMarked
package dev.sluice.functions.testing;

import org.jspecify.annotations.NullMarked;
