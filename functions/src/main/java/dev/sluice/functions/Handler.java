package dev.sluice.functions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/**
 * The entry point of every function: an event's bytes in, an answer's bytes out. Which function it
 * is, {@code spring.cloud.function.definition} says; without it the start fails.
 *
 * <p>Before a SnapStart snapshot is taken, this very handler takes harmless events along the whole
 * path. A second invoker would start a second Spring context within the checkpoint, which hangs
 * after the restore.
 */
public final class Handler extends FunctionInvoker implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

  private final FunctionBean function;

  /** The function that the environment names, of AWS's services. */
  public Handler() {
    this(null, null);
  }

  /**
   * A given function of given parts, as the local run and tests need it.
   *
   * @param name its name; null for the one the environment names
   * @param parts null for AWS's services
   */
  public Handler(@Nullable String name, @Nullable Parts parts) {
    Startup startup = Startup.begin(name, parts);
    System.setProperty("MAIN_CLASS", FunctionsContext.class.getName());
    super(name);
    this.function = startup.made();
    // CRaC holds resources weakly; the runtime holds the handler.
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    for (String event : function.primers()) {
      handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          null);
    }
    try {
      function.reads().run();
    } catch (RuntimeException e) {
      // A snapshot that is less warm is better than a version that cannot be published.
      LOG.warn("the table could not be read before the snapshot", e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing is kept across a snapshot that has to be made anew.
  }
}
