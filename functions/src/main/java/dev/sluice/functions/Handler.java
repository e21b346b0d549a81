package dev.sluice.functions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
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
  private final List<String> primers;

  /** The function that the environment names, of AWS's services. */
  public Handler() {
    this(null, null);
  }

  /**
   * A given function of given parts, as the local run and tests need it.
   *
   * @param function its name; null for the one the environment names
   * @param parts null for AWS's services
   */
  public Handler(@Nullable String function, @Nullable Parts parts) {
    Startup startup = Startup.begin(function, parts);
    System.setProperty("MAIN_CLASS", FunctionsContext.class.getName());
    super(function);
    this.primers = startup.made().primers();
    // CRaC holds resources weakly; the runtime holds the handler.
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    for (String event : primers) {
      handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          null);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing is kept across a snapshot that has to be made anew.
  }
}
