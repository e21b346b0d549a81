package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the payload of data packets by AES in counter mode (draft-sharabayko-srt, section
 * 6.2.2). The counter begins with the salt's first 14 bytes, mixed with the packet's sequence
 * number; since a sequence number returns only after 2.8 TB, one key serves a connection for its
 * life.
 */
final class PacketCipher {
  private static final int IV_BYTES = 16;
  private static final int SALT_BYTES_USED = 14;
  private static final int INDEX_AT = 10;

  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] iv = new byte[IV_BYTES];
  private final byte[] payload = new byte[SrtSender.PAYLOAD_BYTES];
  private final Cipher cipher;

  PacketCipher(KeyMaterial material) {
    key = new SecretKeySpec(material.key(), "AES");
    salt = material.salt();
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM lacks AES", e);
    }
  }

  /** Encrypts a packet in place, from this offset to its limit. */
  void encrypt(int sequence, ByteBuffer packet, int from) {
    System.arraycopy(salt, 0, iv, 0, SALT_BYTES_USED);
    iv[SALT_BYTES_USED] = 0;
    iv[SALT_BYTES_USED + 1] = 0;
    for (int i = 0; i < 4; i++) {
      iv[INDEX_AT + i] ^= (byte) (sequence >>> (24 - 8 * i));
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      // By an array of our own: of a buffer outside of the heap Java makes copies, anew each time.
      int length = packet.limit() - from;
      packet.get(from, payload, 0, length);
      cipher.doFinal(payload, 0, length, payload);
      packet.put(from, payload, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    }
  }
}
