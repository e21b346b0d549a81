package dev.sluice.functions.http;

import dev.sluice.functions.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that refuses what it cannot decode instead of guessing (RFC 3986, 2.1). */
final class PercentDecoder {
  private PercentDecoder() {}

  /**
   * Decodes one piece of a path, a query or a form.
   *
   * @param plusIsSpace true in queries and forms, false in paths
   * @param where what is decoded, for the refusal
   */
  static String decode(String text, boolean plusIsSpace, String where) {
    if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i, where));
        i += 3;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed(where);
    }
  }

  private static int octet(String text, int at, String where) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
    if (low < 0) {
      throw malformed(where);
    }
    return high << 4 | low;
  }

  private static ProblemException malformed(String where) {
    return ProblemException.malformed(where, "holds a percent escape that is not UTF-8");
  }
}
