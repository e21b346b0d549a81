package dev.sluice.wire.rtmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.url.DestinationUrl;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlAuthenticationTest {
  private static final String WITH_PASSWORD = "rtmp://me:pass-word@host/app/key";

  private final RecordingPublisher publisher = new RecordingPublisher();
  private final RecordingServer server = new RecordingServer();

  @Test
  void answersAdobesChallengeInTwoRounds() throws Exception {
    PublishRequest first = request(WITH_PASSWORD);
    refuse(first, "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ");
    PublishRequest second = next();
    refuse(
        second,
        "[ AccessManager.Reject ] : [ authmod=adobe ] :"
            + " ?reason=needauth&user=me&salt=SaLt&challenge=ChAl&opaque=OpAq");
    assertThat(server.connect).isNotNull();
    assertThat(server.connect.app()).isEqualTo("app?authmod=adobe&user=me");
    assertThat(server.connect.tcUrl()).isEqualTo("rtmp://host/app?authmod=adobe&user=me");

    server.connectAnswer = StreamReply::accept;
    connect(next());
    assertThat(publisher.accepted).isNotNull();
    Map<String, String> answer = query(server.connect.app());
    assertThat(answer).containsEntry("user", "me").containsEntry("opaque", "OpAq");
    String salted = Base64.getEncoder().encodeToString(md5("meSaLtpass-word"));
    assertThat(answer.get("response"))
        .isEqualTo(
            Base64.getEncoder().encodeToString(md5(salted + "OpAq" + answer.get("challenge"))));
    assertThat(server.publish).isNotNull();
    assertThat(server.publish.name()).isEqualTo("key");
  }

  @Test
  void answersAdobesChallengeWithoutOpaque() throws Exception {
    refuse(request(WITH_PASSWORD), "authmod=adobe ?reason=needauth&salt=S&challenge=C");
    Map<String, String> answer = query(next().authQuery());
    String salted = Base64.getEncoder().encodeToString(md5("meSpass-word"));
    assertThat(answer.get("response"))
        .isEqualTo(Base64.getEncoder().encodeToString(md5(salted + "C" + answer.get("challenge"))));
    assertThat(answer).doesNotContainKey("opaque");
  }

  @ParameterizedTest
  @CsvSource({
    "rtmp://me:pass-word@host/app/key, publish:/app/_definst_",
    "rtmp://me:pass-word@host/app%2Fx/key, publish:/app%2Fx/_definst_"
  })
  void answersLimelightsChallenge(String url, String what) throws Exception {
    refuse(request(url), "[ authmod=llnw ] : ?reason=needauth&user=me&nonce=N0nce");
    Map<String, String> answer = query(next().authQuery());
    assertThat(answer)
        .containsEntry("authmod", "llnw")
        .containsEntry("nonce", "N0nce")
        .containsEntry("nc", "00000001");
    String expected =
        hex(
            hex("me:live:pass-word")
                + ":N0nce:00000001:"
                + answer.get("cnonce")
                + ":auth:"
                + hex(what));
    assertThat(answer.get("response")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ authmod=adobe ] : ?reason=authfailed&opaque=x",
        "[ authmod=adobe ] : ?reason=nosuchuser",
        "[ authmod=llnw ] : something else"
      })
  void givesUpWhenThePasswordIsRefused(String description) {
    refuse(request(WITH_PASSWORD), description);
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.AUTH);
    assertThat(publisher.next).isNull();
  }

  @Test
  void givesUpWhenTheAnswerIsChallengedAgain() {
    String challenge = "[ authmod=adobe ] : ?reason=needauth&salt=S&challenge=C";
    refuse(request(WITH_PASSWORD), challenge);
    refuse(next(), challenge);
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.AUTH);
  }

  @Test
  void givesUpWhenTheServerAsksWhoWeAreAgain() {
    String question = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ";
    refuse(request(WITH_PASSWORD), question);
    refuse(next(), question);
    assertThat(publisher.refused).as("or it would be connected to without end").isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.AUTH);
  }

  @Test
  void asksForUserAndPasswordWhenTheUrlHasNone() {
    refuse(request("rtmp://host/app/key"), "[ code=403 need auth; authmod=adobe ]");
    assertThat(publisher.refused).isNotNull();
    assertThat(publisher.refused.kind()).isEqualTo(RefusalKind.AUTH);
    assertThat(publisher.refused.description()).contains("user:password@host");
  }

  private static PublishRequest request(String url) {
    return PublishRequest.to(DestinationUrl.parse(url, null));
  }

  private void refuse(PublishRequest request, String description) {
    server.connectAnswer = reply -> reply.refuse("NetConnection.Connect.Rejected", description);
    connect(request);
  }

  private void connect(PublishRequest request) {
    PublishSession client = new PublishSession(request, publisher, () -> 17);
    ServerSession session = new ServerSession(ServerOptions.DEFAULT, server, () -> 18);
    client.start();
    new Wire(client, session, left -> left).settle();
  }

  private PublishRequest next() {
    return Objects.requireNonNull(publisher.next);
  }

  private static Map<String, String> query(String app) {
    Map<String, String> query = new TreeMap<>();
    for (String part : app.substring(app.indexOf('?') + 1).split("&", -1)) {
      int equals = part.indexOf('=');
      query.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return query;
  }

  private static String hex(String text) throws Exception {
    return HexFormat.of().formatHex(md5(text));
  }

  private static byte[] md5(String text) throws Exception {
    return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
  }
}
