package dev.sluice.bench.contender;

import dev.sluice.bench.process.Child;
import dev.sluice.catalog.target.Protocol;
import java.io.IOException;
import java.time.Duration;

/** Somebody who fans a source out. */
public interface Contender extends AutoCloseable {
  String name();

  boolean speaks(Protocol protocol);

  /** Starts to fan out; the process is the one that is measured. */
  Child start(Trial trial) throws IOException;

  /** How long it runs before it is measured: until it works as it does for hours. */
  default Duration warmUp() {
    return Duration.ofSeconds(8);
  }

  /** Ends whatever a trial needed beside its process. */
  void clear() throws IOException;

  @Override
  default void close() throws IOException {
    clear();
  }
}
