package dev.sluice.catalog.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A vault with a key in hand: AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce, the
 * context as additional data. One key serves 2^32 secrets at least before nonces may meet.
 * Thread-safe.
 *
 * <p>A ciphertext is one byte of format version, the nonce, then what GCM gave.
 */
final class SealedBoxVault implements Vault {
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = 1 + NONCE_BYTES;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  SealedBoxVault(SecretKey key) {
    this.key = key;
  }

  @Override
  public String encrypt(Secret secret, SecretContext context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, context);
      byte[] sealed = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(HEADER_BYTES + sealed.length)
              .put(FORMAT)
              .put(nonce)
              .put(sealed)
              .array();
      return Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new VaultException("a secret could not be sealed", e);
    }
  }

  @Override
  public Secret decrypt(String ciphertext, SecretContext context) {
    try {
      byte[] whole = Base64.getDecoder().decode(ciphertext);
      if (whole.length < HEADER_BYTES + TAG_BYTES || whole[0] != FORMAT) {
        throw new VaultException("this is not a secret that a key file sealed", null);
      }
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, whole, 1, context)
              .doFinal(whole, HEADER_BYTES, whole.length - HEADER_BYTES);
      return Secret.of(new String(plain, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new VaultException(
          "a secret does not open: sealed under another key, for another object, or altered", e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new VaultException("a secret could not be opened", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int offset, SecretContext context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce, offset, NONCE_BYTES));
    cipher.updateAAD(additionalData(context));
    return cipher;
  }

  /** Each part with its length before it, so that no two contexts give the same bytes. */
  private static byte[] additionalData(SecretContext context) {
    byte[] account = utf8(context.accountId());
    byte[] object = utf8(context.objectId());
    byte[] field = utf8(context.field());
    return ByteBuffer.allocate(
            1 + 3 * Integer.BYTES + account.length + object.length + field.length)
        .put(FORMAT)
        .putInt(account.length)
        .put(account)
        .putInt(object.length)
        .put(object)
        .putInt(field.length)
        .put(field)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
