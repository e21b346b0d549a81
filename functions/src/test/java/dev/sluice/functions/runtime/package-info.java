/** The packaged functions under AWS's own runtime client, against a Runtime API of the tests. */
@NullMarked
package dev.sluice.functions.runtime;

import org.jspecify.annotations.NullMarked;
