package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.secret.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A vault that hides nothing but holds to its contexts: quick, and what it sealed can be read. */
final class PlainVault implements Vault {
  @Override
  public String encrypt(Secret secret, SecretContext context) {
    String whole = context + " " + secret.reveal();
    return Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Secret decrypt(String ciphertext, SecretContext context) {
    String whole = new String(Base64.getDecoder().decode(ciphertext), StandardCharsets.UTF_8);
    if (!whole.startsWith(context + " ")) {
      throw new VaultException("another context", null);
    }
    return Secret.of(whole.substring(context.toString().length() + 1));
  }
}
