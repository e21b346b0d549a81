@NullMarked
package dev.sluice.local.aws;

import org.jspecify.annotations.NullMarked;
