package dev.sluice.wire.url;

/** Checks on what a user typed; their messages never repeat it. */
final class Typed {
  private Typed() {}

  static void requirePrintable(String field, String text) {
    // Half a surrogate pair has no bytes that could be sent.
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || isHalfPair(c))) {
      throw new InvalidDestinationException(
          field,
          "There is a line break, tab or other control character in it. Paste it again without.");
    }
  }

  private static boolean isHalfPair(int codePoint) {
    return codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
  }
}
