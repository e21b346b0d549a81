package dev.sluice.local.run;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the local run's own log goes: what matters to standard error, all of it to a file. */
public final class LogFiles {

  private LogFiles() {}

  /**
   * To be called before anything logs; see {@code logback-local.xml}.
   *
   * @throws StartException if the folder cannot be made
   */
  public static void in(Path data) throws StartException {
    DataFolder.make(data);
    System.setProperty("sluice.logs", data.resolve("logs").toString());
    System.setProperty("logback.configurationFile", "logback-local.xml");
    // DynamoDB Local's sqlite logs by the JDK's own logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // Spring Boot would set logging up anew with each function's context.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }
}
