package dev.sluice.push.engine;

import dev.sluice.catalog.status.PushStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every push of an engine is given.
 *
 * @param connectionIds a new one with each call
 * @param closePatience for a target's last words
 * @param onStatus told each new status; the second call tells that the state has changed
 */
record PushContext(
    String streamId,
    String sessionId,
    Clock clock,
    Feeds feeds,
    OutputFactory outputs,
    Supplier<String> connectionIds,
    Duration closePatience,
    Consumer<PushStatus> onStatus,
    Runnable onChange) {}
