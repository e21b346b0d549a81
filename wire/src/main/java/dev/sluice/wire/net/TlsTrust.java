package dev.sluice.wire.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities whose certificates a {@link Connector} believes. Immutable and thread-safe; one
 * is meant to serve the whole process, for it also keeps the TLS sessions that can be resumed.
 */
public final class TlsTrust {

  private final SSLContext context;

  private TlsTrust(TrustManager @Nullable [] managers) throws GeneralSecurityException {
    context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
  }

  /** The JDK's own authorities ({@code cacerts}, or {@code javax.net.ssl.trustStore}). */
  public static TlsTrust system() {
    try {
      return new TlsTrust((TrustManager[]) null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /**
   * The JDK's authorities and those of a file.
   *
   * @param caFile one or more certificates in PEM
   * @throws IOException if the file cannot be read or holds no certificate
   */
  public static TlsTrust systemAnd(Path caFile) throws IOException {
    try (InputStream in = Files.newInputStream(caFile)) {
      Collection<? extends Certificate> extra =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (extra.isEmpty()) {
        throw new IOException("the CA file " + caFile + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : systemAuthorities()) {
        store.setCertificateEntry("system-" + number++, authority);
      }
      for (Certificate authority : extra) {
        store.setCertificateEntry("extra-" + number++, authority);
      }
      return new TlsTrust(managersOf(store));
    } catch (GeneralSecurityException e) {
      throw new IOException("the CA file " + caFile + " is not certificates in PEM", e);
    }
  }

  /** Trust decided by a given manager. */
  static TlsTrust by(TrustManager manager) throws GeneralSecurityException {
    return new TlsTrust(new TrustManager[] {manager});
  }

  SSLContext context() {
    return context;
  }

  private static X509Certificate[] systemAuthorities() throws GeneralSecurityException {
    for (TrustManager manager : managersOf(null)) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managersOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
