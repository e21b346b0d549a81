package dev.sluice.catalog.table;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.InvalidCursorException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The cursors of one list of one account: the sort key to go on behind, under a truncated HMAC
 * keyed by the account's salt, so that an altered cursor, or one of another list or account, is
 * refused.
 */
record Cursors(Account account, String list) {
  private static final int TAG_BYTES = 16;

  String encode(String sortKey) {
    byte[] position = sortKey.getBytes(StandardCharsets.UTF_8);
    byte[] cursor = Arrays.copyOf(tag(sortKey), TAG_BYTES + position.length);
    System.arraycopy(position, 0, cursor, TAG_BYTES, position.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  String decode(String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
    if (bytes.length <= TAG_BYTES) {
      throw new InvalidCursorException();
    }
    String sortKey = new String(bytes, TAG_BYTES, bytes.length - TAG_BYTES, StandardCharsets.UTF_8);
    // Encoding again also refuses the second spellings that base 64 has for the same bytes.
    if (!MessageDigest.isEqual(utf8(encode(sortKey)), utf8(cursor))) {
      throw new InvalidCursorException();
    }
    return sortKey;
  }

  private byte[] tag(String sortKey) {
    byte[] salt = Base64.getDecoder().decode(account.salt());
    return Arrays.copyOf(Digests.hmac(salt, "cursor:" + list + ":" + sortKey), TAG_BYTES);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
