package dev.sluice.local.training;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Seals as KMS would behind {@link EchoKms}: not at all. */
final class EchoVault implements Vault {
  @Override
  public String encrypt(Secret secret, SecretContext context) {
    byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(plain);
  }

  @Override
  public Secret decrypt(String ciphertext, SecretContext context) {
    return Secret.of(new String(Base64.getDecoder().decode(ciphertext), StandardCharsets.UTF_8));
  }
}
