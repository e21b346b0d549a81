package dev.sluice.push.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities a source is checked against, as the PEM file OpenSSL wants: those the
 * JVM trusts, and the operator's own. FFmpeg's build looks for a bundle where its builder had one,
 * and without a bundle it would refuse every certificate. Thread-safe.
 */
final class TrustFile {
  private static final Path NONE = Path.of("");
  private static final int PEM_LINE = 64;
  private static final ConcurrentMap<Path, Path> WRITTEN = new ConcurrentHashMap<>();

  private TrustFile() {}

  /** The file, written once in the life of the process and deleted at its end. */
  static Path with(@Nullable Path caFile) {
    return WRITTEN.computeIfAbsent(caFile == null ? NONE : caFile, TrustFile::write);
  }

  private static Path write(Path caFile) {
    try {
      StringBuilder pem = new StringBuilder();
      if (!caFile.equals(NONE)) {
        pem.append(Files.readString(caFile, StandardCharsets.US_ASCII)).append('\n');
      }
      appendJvmAuthorities(pem);
      Path file = Files.createTempFile("sluice-ca-", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, pem, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void appendJvmAuthorities(StringBuilder pem) {
    Base64.Encoder base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore jvmDefault = null;
      factory.init(jvmDefault);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trust) {
          for (X509Certificate authority : trust.getAcceptedIssuers()) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                .append(base64.encodeToString(authority.getEncoded()))
                .append("\n-----END CERTIFICATE-----\n");
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JVM's certificate authorities cannot be read", e);
    }
  }
}
