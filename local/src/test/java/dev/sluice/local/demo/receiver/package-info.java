@NullMarked
package dev.sluice.local.demo.receiver;

import org.jspecify.annotations.NullMarked;
