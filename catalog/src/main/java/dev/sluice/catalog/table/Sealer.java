package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Seals the secrets of one account's object: ciphertext by the vault, fingerprint by the account's
 * salt, which is read when it is first needed: most edits touch no secret. Not thread-safe.
 */
final class Sealer {
  private final Surroundings around;
  private final String accountId;
  private final String objectId;
  private byte @Nullable [] salt;

  Sealer(Surroundings around, String accountId, String objectId) {
    this.around = around;
    this.accountId = accountId;
    this.objectId = objectId;
  }

  String accountId() {
    return accountId;
  }

  String objectId() {
    return objectId;
  }

  SealedSecret seal(String field, Secret secret) {
    return new SealedSecret(
        around.vault().encrypt(secret, new SecretContext(accountId, objectId, field)),
        fingerprint(secret));
  }

  /** Null stays null. */
  @Nullable SealedSecret sealOrNull(String field, @Nullable Secret secret) {
    return secret == null ? null : seal(field, secret);
  }

  /** The sealed secret as it rests when it is the same one, else the new one sealed. */
  SealedSecret reseal(String field, @Nullable SealedSecret resting, Secret secret) {
    return resting != null && resting.fingerprint().equals(fingerprint(secret))
        ? resting
        : seal(field, secret);
  }

  String fingerprint(Secret secret) {
    return Base64.getEncoder().encodeToString(Digests.hmac(salt(), "secret:" + secret.reveal()));
  }

  private byte[] salt() {
    if (salt == null) {
      salt = Base64.getDecoder().decode(around.account(accountId).salt());
    }
    return salt;
  }
}
