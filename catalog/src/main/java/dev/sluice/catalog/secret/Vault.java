package dev.sluice.catalog.secret;

/**
 * Encrypts and decrypts secrets at rest. In AWS it is KMS, where the API may only encrypt and the
 * task only decrypt; in the local run it is a key file readable by its owner alone. Implementations
 * are thread-safe.
 */
public interface Vault {
  /** Encrypts a secret, bound to its context; the answer is base64 text. */
  String encrypt(Secret secret, SecretContext context);

  /**
   * Decrypts what {@link #encrypt} made under an equal context.
   *
   * @throws VaultException when the ciphertext was made under another context, was altered, or may
   *     not be opened here
   */
  Secret decrypt(String ciphertext, SecretContext context);
}
