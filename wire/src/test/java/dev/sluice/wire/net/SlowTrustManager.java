package dev.sluice.wire.net;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes every certificate; that of one host, once for each permit. */
final class SlowTrustManager extends X509ExtendedTrustManager {

  private final String slowHost;
  private final Semaphore permits;

  SlowTrustManager(String slowHost, Semaphore permits) {
    this.slowHost = slowHost;
    this.permits = permits;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    if (slowHost.equals(engine.getPeerHost())) {
      try {
        if (!permits.tryAcquire(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("no permit came");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
