package dev.sluice.local.function;

import dev.sluice.catalog.Catalog;
import dev.sluice.functions.Parts;
import dev.sluice.functions.Settings;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.wire.net.HostResolver;
import java.time.Clock;

/** What the functions are built of on one machine. */
public record LocalParts(
    Settings settings,
    Catalog catalog,
    EventBus eventBus,
    TaskLauncher taskLauncher,
    HostResolver hostResolver,
    Clock clock)
    implements Parts {}
