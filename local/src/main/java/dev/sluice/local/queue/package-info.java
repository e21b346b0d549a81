/**
 * What SQS and EventBridge do in AWS: events held in memory, handed to functions, and handed again
 * after a failure.
 */
@NullMarked
package dev.sluice.local.queue;

import org.jspecify.annotations.NullMarked;
