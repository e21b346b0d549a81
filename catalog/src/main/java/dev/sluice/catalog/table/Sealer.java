package dev.sluice.catalog.table;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Seals the secrets of one account's object: ciphertext by the vault, fingerprint by its salt. */
record Sealer(Vault vault, Account account, String objectId) {
  SealedSecret seal(String field, Secret secret) {
    return new SealedSecret(
        vault.encrypt(secret, new SecretContext(account.id(), objectId, field)),
        fingerprint(secret));
  }

  /** The sealed secret as it rests when it is the same one, else the new one sealed. */
  SealedSecret reseal(String field, @Nullable SealedSecret resting, Secret secret) {
    return resting != null && resting.fingerprint().equals(fingerprint(secret))
        ? resting
        : seal(field, secret);
  }

  String fingerprint(Secret secret) {
    byte[] salt = Base64.getDecoder().decode(account.salt());
    return Base64.getEncoder().encodeToString(Digests.hmac(salt, "secret:" + secret.reveal()));
  }
}
