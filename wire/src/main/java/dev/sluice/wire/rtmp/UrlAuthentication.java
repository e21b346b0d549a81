package dev.sluice.wire.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.wire.url.Credentials;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Answers to the challenges that servers put into a refused connect: {@code authmod=adobe} (Adobe
 * Media Server, Wowza, Akamai) and {@code authmod=llnw} (Limelight). Nobody specified them; this is
 * what FFmpeg and OBS send. The first refusal asks who we are, the second brings salt and
 * challenge, and the third means no.
 */
final class UrlAuthentication {
  private static final String NEED_AUTH = "?reason=needauth";
  private static final String RESPONSE = "&response=";
  private static final String LLNW_COUNT = "00000001";

  private final PublishRequest request;
  private final RandomGenerator random;

  UrlAuthentication(PublishRequest request, RandomGenerator random) {
    this.request = request;
    this.random = random;
  }

  /** True when the words of a refused connect are one of the two challenges. */
  static boolean isChallenge(String description) {
    return description.contains("authmod=adobe") || description.contains("authmod=llnw");
  }

  /**
   * The request to connect with next.
   *
   * @throws NoReconnectException when there is nothing more to try
   */
  PublishRequest answer(String description) throws NoReconnectException {
    Credentials credentials = request.credentials();
    if (credentials == null) {
      throw refused(
          "The server asks for user and password: put them into the URL, as user:password@host.");
    }
    if (description.contains("reason=authfailed") || description.contains("reason=nosuchuser")) {
      throw refused("The server refuses this user and password.");
    }
    if (request.authQuery().contains(RESPONSE)) {
      throw refused("The server refuses our answer to its challenge.");
    }
    String module = description.contains("authmod=adobe") ? "adobe" : "llnw";
    if (description.contains("code=403 need auth")) {
      if (!request.authQuery().isEmpty()) {
        throw refused("The server goes on asking who we are.");
      }
      return request.withAuthQuery("?authmod=" + module + "&user=" + credentials.user());
    }
    int start = description.indexOf(NEED_AUTH);
    if (start < 0) {
      throw refused("The server asks for a password in a way that we do not know.");
    }
    Map<String, String> challenge = parameters(description.substring(start + 1));
    return request.withAuthQuery(
        module.equals("adobe") ? adobe(credentials, challenge) : llnw(credentials, challenge));
  }

  private static NoReconnectException refused(String message) {
    return new NoReconnectException(RefusalKind.AUTH, message);
  }

  private String adobe(Credentials credentials, Map<String, String> challenge) {
    String user = challenge.getOrDefault("user", credentials.user());
    String opaque = challenge.getOrDefault("opaque", "");
    String clientChallenge = nonce();
    String salted = base64Md5(user + challenge.getOrDefault("salt", "") + credentials.password());
    String theirs = opaque.isEmpty() ? challenge.getOrDefault("challenge", "") : opaque;
    return "?authmod=adobe&user="
        + user
        + "&challenge="
        + clientChallenge
        + RESPONSE
        + base64Md5(salted + theirs + clientChallenge)
        + (opaque.isEmpty() ? "" : "&opaque=" + opaque);
  }

  private String llnw(Credentials credentials, Map<String, String> challenge) {
    String user = challenge.getOrDefault("user", credentials.user());
    String serverNonce = challenge.getOrDefault("nonce", "");
    String clientNonce = nonce();
    String instance = request.app().indexOf('/') < 0 ? "/_definst_" : "";
    String who = hexMd5(user + ":live:" + credentials.password());
    String what = hexMd5("publish:/" + request.app() + instance);
    String response =
        hexMd5(String.join(":", who, serverNonce, LLNW_COUNT, clientNonce, "auth", what));
    return "?authmod=llnw&user="
        + user
        + "&nonce="
        + serverNonce
        + "&cnonce="
        + clientNonce
        + "&nc="
        + LLNW_COUNT
        + RESPONSE
        + response;
  }

  private String nonce() {
    return HexFormat.of().toHexDigits(random.nextInt());
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : query.strip().split("&", 32)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
      }
    }
    return parameters;
  }

  private static String base64Md5(String text) {
    return Base64.getEncoder().encodeToString(md5(text));
  }

  private static String hexMd5(String text) {
    return HexFormat.of().formatHex(md5(text));
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
