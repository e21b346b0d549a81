/** What tests of the push task share: independent peers of the jar's own FFmpeg, free ports. */
@NullMarked
package dev.sluice.push.testing;

import org.jspecify.annotations.NullMarked;
