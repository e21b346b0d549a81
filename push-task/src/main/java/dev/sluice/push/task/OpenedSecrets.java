package dev.sluice.push.task;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A vault that opens each secret once. A stream's pushes are read anew at every revision, and each
 * secret costs a call of KMS: with a hundred pushes a toggle would wait for two hundred of them. A
 * changed secret has another ciphertext, so that nothing here grows stale.
 *
 * <p>Thread-safe. At most {@link #MOST} are kept, the longest unused goes; closing forgets all.
 */
final class OpenedSecrets implements Vault, AutoCloseable {
  /** A stream's 100 pushes of up to three secrets each, and its sources. */
  static final int MOST = 400;

  private final Vault vault;
  private final Map<Sealed, Secret> opened =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sealed, Secret> eldest) {
          return size() > MOST;
        }
      };

  /** What opens to a secret: a ciphertext under another context does not. */
  private record Sealed(String ciphertext, SecretContext context) {}

  OpenedSecrets(Vault vault) {
    this.vault = vault;
  }

  @Override
  public String encrypt(Secret secret, SecretContext context) {
    return vault.encrypt(secret, context);
  }

  @Override
  public Secret decrypt(String ciphertext, SecretContext context) {
    var sealed = new Sealed(ciphertext, context);
    synchronized (opened) {
      Secret known = opened.get(sealed);
      if (known != null) {
        return known;
      }
    }
    Secret secret = vault.decrypt(ciphertext, context);
    synchronized (opened) {
      opened.put(sealed, secret);
    }
    return secret;
  }

  @Override
  public void close() {
    synchronized (opened) {
      opened.clear();
    }
  }
}
