package dev.sluice.functions;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link Handler} is being made of, handed to the Spring context that its superclass
 * starts. That one names the context's class alone and takes no objects, so this goes with the
 * thread.
 */
final class Startup {
  private static final ThreadLocal<@Nullable Startup> CURRENT = new ThreadLocal<>();

  private final @Nullable String function;
  private final @Nullable Parts parts;
  private @Nullable FunctionBean made;

  private Startup(@Nullable String function, @Nullable Parts parts) {
    this.function = function;
    this.parts = parts;
  }

  /** Begins a start-up on this thread; the context takes it from here. */
  static Startup begin(@Nullable String function, @Nullable Parts parts) {
    Startup startup = new Startup(function, parts);
    CURRENT.set(startup);
    return startup;
  }

  /** Takes the start-up of this thread, once. */
  static Startup take() {
    Startup startup = Objects.requireNonNull(CURRENT.get(), "a context is started by a Handler");
    CURRENT.remove();
    return startup;
  }

  @Nullable String function() {
    return function;
  }

  @Nullable Parts parts() {
    return parts;
  }

  void made(FunctionBean bean) {
    this.made = bean;
  }

  FunctionBean made() {
    return Objects.requireNonNull(made, "the context made no function");
  }
}
