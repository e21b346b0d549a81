package dev.sluice.local.aws;

import dev.sluice.local.cli.StartException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** The address of an emulator, which may be starting at the same moment. */
final class Endpoint {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Endpoint() {}

  /**
   * Waits until a server answers there.
   *
   * @throws StartException if none does within 60 s, or the address is none
   */
  static void await(URI endpoint) throws StartException {
    if (endpoint.getHost() == null || !"http".equals(endpoint.getScheme())) {
      throw new StartException(
          "AWS_ENDPOINT_URL takes an address of plain HTTP, as http://127.0.0.1:4566, not "
              + endpoint);
    }
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (!answers(endpoint)) {
      if (System.nanoTime() > deadline) {
        throw new StartException("no server answers at " + endpoint + "; start LocalStack first");
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartException("interrupted while waiting for " + endpoint, e);
      }
    }
  }

  /** Any answer will do; where a port is published, somebody listens before there is a server. */
  private static boolean answers(URI endpoint) {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      connection.setConnectTimeout((int) TIMEOUT.toMillis());
      connection.setReadTimeout((int) TIMEOUT.toMillis());
      boolean answered = connection.getResponseCode() > 0;
      connection.disconnect();
      return answered;
    } catch (IOException e) {
      return false;
    }
  }
}
