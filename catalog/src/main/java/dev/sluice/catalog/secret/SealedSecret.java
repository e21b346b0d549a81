package dev.sluice.catalog.secret;

/**
 * A secret as it rests in the table: ciphertext, and a fingerprint that answers "is it the same?"
 * without decrypting.
 *
 * @param ciphertext base64 of what the {@link Vault} made; opens only under the {@link
 *     SecretContext} it was sealed with
 * @param fingerprint base64 of an HMAC-SHA-256 of the plaintext under the account's salt
 */
public record SealedSecret(String ciphertext, String fingerprint) {
  @Override
  public String toString() {
    return "sealed";
  }
}
