package dev.sluice.functions;

import dev.sluice.catalog.Catalog;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.wire.net.HostResolver;
import java.time.Clock;

/**
 * What the functions are built of: AWS's services in AWS, other implementations in the local run.
 * Each function asks only for what its role allows it.
 */
public interface Parts {
  Settings settings();

  Catalog catalog();

  EventBus eventBus();

  TaskLauncher taskLauncher();

  HostResolver hostResolver();

  Clock clock();
}
