/** The services of AWS that a local run may use in place of its own: an emulator's. */
@NullMarked
package dev.sluice.local.aws;

import org.jspecify.annotations.NullMarked;
