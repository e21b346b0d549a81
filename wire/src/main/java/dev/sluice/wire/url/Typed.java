package dev.sluice.wire.url;

/** Checks on what a user typed; their messages never repeat it. */
final class Typed {
  private Typed() {}

  static void requirePrintable(String field, String text) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidDestinationException(
          field,
          "There is a line break, tab or other control character in it. Paste it again without.");
    }
  }
}
