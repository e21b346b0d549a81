/** Real receivers, which report what they decoded frame by frame. */
@NullMarked
package dev.sluice.local.demo.receiver;

import org.jspecify.annotations.NullMarked;
