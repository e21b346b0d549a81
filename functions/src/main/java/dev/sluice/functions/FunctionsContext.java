package dev.sluice.functions;

import java.util.Objects;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring context: one functional bean, the function that this process serves. No scan, no
 * auto-configuration but Spring Cloud Function's own, which halves a cold start; and no function
 * that a client's header could choose instead.
 */
public final class FunctionsContext
    implements ApplicationContextInitializer<GenericApplicationContext> {
  @Override
  public void initialize(GenericApplicationContext context) {
    Startup startup = Startup.take();
    String name =
        startup.function() == null
            ? context.getEnvironment().getProperty("spring.cloud.function.definition")
            : startup.function();
    Parts parts = startup.parts() == null ? AwsParts.of(System.getenv()) : startup.parts();
    FunctionBean bean = Functions.create(name, parts);
    startup.made(bean);
    context.registerBean(
        Objects.requireNonNull(name),
        FunctionRegistration.class,
        () ->
            new FunctionRegistration<>(bean.function(), Objects.requireNonNull(name))
                .type(bean.type().getType()));
  }
}
