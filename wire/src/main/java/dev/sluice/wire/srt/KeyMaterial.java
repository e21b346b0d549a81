package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stream's key and salt, and the message that tells a peer of them (draft-sharabayko-srt, section
 * 3.2.2): the key is wrapped under one derived from the passphrase, so the peer that can unwrap it
 * knows the passphrase.
 */
public final class KeyMaterial {

  private static final int SALT_BYTES = 16;

  /** Of the salt, the key derivation takes the last half (section 6.1.4). */
  private static final int DERIVATION_SALT_BYTES = 8;

  private static final int ITERATIONS = 2048;
  private static final int WRAPPING_BYTES = 8;

  private final byte[] key;
  private final byte[] salt;

  private KeyMaterial(byte[] key, byte[] salt) {
    this.key = key;
    this.salt = salt;
  }

  /**
   * Draws a key and a salt.
   *
   * @param keyBytes 16, 24 or 32
   */
  static KeyMaterial draw(int keyBytes, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] key = new byte[keyBytes];
    random.nextBytes(key);
    return new KeyMaterial(key, salt);
  }

  byte[] key() {
    return key;
  }

  byte[] salt() {
    return salt;
  }

  /** The message for a peer that knows this passphrase. */
  byte[] message(String passphrase) throws GeneralSecurityException {
    int keyBytes = key.length;
    ByteBuffer out = ByteBuffer.allocate(16 + SALT_BYTES + WRAPPING_BYTES + keyBytes);
    out.put((byte) 0x12); // version 1, packet type 2: key material
    out.putShort((short) 0x2029); // the sign, 'HAI'
    out.put((byte) 0x01); // one key, the even one
    out.putInt(0); // key encrypted under the default key: the passphrase's
    out.put((byte) 2).put((byte) 0).put((byte) 2).put((byte) 0); // AES-CTR, no auth, SRT
    out.putShort((short) 0).put((byte) (SALT_BYTES / 4)).put((byte) (keyBytes / 4));
    out.put(salt);
    out.put(wrap(passphrase, salt, key));
    return out.array();
  }

  private static byte[] wrap(String passphrase, byte[] salt, byte[] key)
      throws GeneralSecurityException {
    byte[] derivationSalt = new byte[DERIVATION_SALT_BYTES];
    System.arraycopy(
        salt, salt.length - DERIVATION_SALT_BYTES, derivationSalt, 0, DERIVATION_SALT_BYTES);
    PBEKeySpec specification =
        new PBEKeySpec(passphrase.toCharArray(), derivationSalt, ITERATIONS, key.length * 8);
    byte[] wrappingKey =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
            .generateSecret(specification)
            .getEncoded();
    specification.clearPassword();
    Cipher cipher = Cipher.getInstance("AESWrap"); // RFC 3394
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
    return cipher.wrap(new SecretKeySpec(key, "AES"));
  }
}
