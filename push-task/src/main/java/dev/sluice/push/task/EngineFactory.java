package dev.sluice.push.task;

import dev.sluice.push.engine.PushEngine;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import java.util.function.Function;

/** Makes the engine of a session; it makes its source with itself as listener, and starts it. */
@FunctionalInterface
interface EngineFactory {
  PushEngine create(Function<SourceListener, Source> source);
}
