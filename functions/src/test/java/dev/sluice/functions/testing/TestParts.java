package dev.sluice.functions.testing;

import dev.sluice.catalog.Catalog;
import dev.sluice.functions.Parts;
import dev.sluice.functions.Settings;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.wire.net.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;

/**
 * The functions' parts in a test. Hosts under {@code .invalid} do not resolve (RFC 2606), all
 * others do; nothing is looked up.
 */
public record TestParts(Settings settings, Catalog catalog, EventBus eventBus, Clock clock)
    implements Parts {
  @Override
  public TaskLauncher taskLauncher() {
    throw new UnsupportedOperationException("the API launches nothing");
  }

  @Override
  public HostResolver hostResolver() {
    return host -> {
      if (host.endsWith(".invalid")) {
        throw new UnknownHostException(host);
      }
      return List.of(InetAddress.getLoopbackAddress());
    };
  }
}
