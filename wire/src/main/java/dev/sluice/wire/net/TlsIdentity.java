package dev.sluice.wire.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a {@link Listener} shows to TLS clients: certificates with their keys, chosen by the name
 * the client asks for (SNI). Immutable and thread-safe.
 */
public final class TlsIdentity {

  private final SSLContext context;

  private TlsIdentity(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads a PKCS #12 store, as {@code keytool} writes it.
   *
   * @throws IOException if it cannot be read or the password is wrong
   */
  public static TlsIdentity fromPkcs12(Path store, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      // "PKIX" and not the default "SunX509", which does not look at SNI.
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return new TlsIdentity(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("the key store " + store + " cannot be used", e);
    }
  }

  SSLContext context() {
    return context;
  }
}
