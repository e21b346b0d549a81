package dev.sluice.functions.http;

import java.util.Optional;

/**
 * What a text field may hold.
 *
 * @param maxLength in characters (Unicode code points), at least 1
 * @param what names the text in a refusal, for example {@code a name}
 */
public record TextRule(int maxLength, String what) {
  /** Names of streams and targets. */
  public static final TextRule NAME = new TextRule(200, "a name");

  /** URLs of sources and targets. */
  public static final TextRule URL = new TextRule(2_048, "a URL");

  /** Stream keys: a platform's may be a query of its own. */
  public static final TextRule KEY = new TextRule(2_048, "a key");

  /** Ids of our own, and those that a sender gives a session. */
  public static final TextRule ID = new TextRule(128, "an id");

  /** What is wrong with a text, if anything; never repeats it. */
  public Optional<String> objection(String text) {
    if (text.isBlank()) {
      return Optional.of("must not be empty");
    }
    if (text.codePointCount(0, text.length()) > maxLength) {
      return Optional.of("is too long: " + what + " may have at most " + maxLength + " characters");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of(
          "holds a line break, tab or other control character; paste it again without");
    }
    if (text.codePoints().anyMatch(TextRule::isLoneSurrogate)) {
      return Optional.of("holds half of a surrogate pair, which is no character");
    }
    return Optional.empty();
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
