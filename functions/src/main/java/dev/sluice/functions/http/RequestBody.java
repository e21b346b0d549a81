package dev.sluice.functions.http;

import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as the gateway handed it over: text, or base64 of bytes. Read on demand, so that
 * who may not send one is told that first. Immutable.
 */
public final class RequestBody {
  /** The largest body, in bytes as sent by the client. */
  public static final int MAX_BYTES = 64 * 1024;

  private final String content;
  private final boolean base64;

  private RequestBody(String content, boolean base64) {
    this.content = content;
    this.base64 = base64;
  }

  /** Wraps a gateway event's body; null is the empty body. */
  public static RequestBody of(@Nullable String content, boolean base64) {
    return new RequestBody(content == null ? "" : content, base64);
  }

  public boolean isEmpty() {
    return content.isEmpty();
  }

  /**
   * The body as text.
   *
   * @throws ProblemException 413 when it is too large, 400 when it is not UTF-8
   */
  public String text() {
    byte[] bytes = bytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  /**
   * The body as bytes.
   *
   * @throws ProblemException 413 when it is too large, 400 when it is not what the gateway says
   */
  public byte[] bytes() {
    byte[] bytes = base64 ? decoded() : encoded();
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  private byte[] decoded() {
    // Four characters of base64 are three bytes: what cannot fit is not decoded at all.
    if (content.length() > MAX_BYTES / 3 * 4 + 8) {
      throw tooLarge();
    }
    try {
      return Base64.getDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed("body", "is not the base64 it is said to be");
    }
  }

  private byte[] encoded() {
    if (content.length() > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(content));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(413, "Body too large", "A body may have at most 65536 bytes."));
  }

  private static ProblemException notUtf8() {
    return ProblemException.malformed("body", "is not valid UTF-8");
  }

  @Override
  public String toString() {
    return "RequestBody[***]";
  }
}
