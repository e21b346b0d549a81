package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reusable targets: what is kept, what is shown, and how a change reads. */
class TargetsTest {
  private static ApiRun api;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void urlAndKeyGivenApartAreKeptByteForByteAndShownMasked() {
    Answer made =
        create(
            "{\"name\": \"Video site\", \"url\": \"rtmps://live.example:443/rtmp/\","
                + " \"streamKey\": \"FB-1?s_bl=1&a=%2F!\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/protocol")).isEqualTo("RTMPS");
    assertThat(made.text("/url")).isEqualTo("rtmps://live.example/rtmp");
    assertThat(made.json().at("/hasStreamKey").booleanValue()).isTrue();
    assertThat(made.json().at("/enabled").booleanValue()).isTrue();
    assertThat(made.json().at("/warnings").isEmpty()).isTrue();
    OpenDestination kept = stored(made);
    assertThat(kept.url().reveal()).isEqualTo("rtmps://live.example/rtmp");
    assertThat(kept.streamKey()).isNotNull();
    assertThat(kept.streamKey().reveal()).isEqualTo("FB-1?s_bl=1&a=%2F!");
  }

  @Test
  void aSingleUrlIsSplitBehindItsFirstPathSegment() {
    OpenDestination kept =
        stored(create("{\"url\": \"rtmp://user:pw@host.example/app/key/with?x=1\"}"));

    assertThat(kept.url().reveal()).isEqualTo("rtmp://user:pw@host.example/app");
    assertThat(kept.streamKey()).isNotNull();
    assertThat(kept.streamKey().reveal()).isEqualTo("key/with?x=1");
  }

  @Test
  void aTargetWithoutANameIsCalledByItsHost() {
    assertThat(create("{\"url\": \"rtmp://host.example/app\"}").text("/name"))
        .isEqualTo("host.example");
  }

  @Test
  void aHostThatDoesNotResolveIsTakenWithAWarning() {
    Answer made = create("{\"url\": \"rtmp://nowhere.invalid/app\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/warnings/0")).contains("nowhere.invalid").contains("does not resolve");
  }

  @Test
  void srtSettingsAreShownButForThePassphraseAndAStreamIdThatCameInTheUrl() {
    Answer typed =
        create(
            "{\"url\": \"srt://host.example:9000\", \"srt\": {\"streamId\": \"#!::r=a\","
                + " \"passphrase\": \"secret-passphrase\", \"latencyMillis\": 400}}");
    assertThat(typed.text("/srt/streamId")).isEqualTo("#!::r=a");
    assertThat(typed.json().at("/srt/hasPassphrase").booleanValue()).isTrue();
    assertThat(typed.json().at("/srt/latencyMillis").intValue()).isEqualTo(400);
    assertThat(typed.json().at("/hasStreamKey").booleanValue()).isFalse();
    assertThat(typed.body()).doesNotContain("secret-passphrase");

    Answer inUrl =
        create("{\"url\": \"srt://h.example:9000?streamid=hidden&passphrase=0123456789ab\"}");
    assertThat(inUrl.text("/url")).isEqualTo("srt://h.example:9000");
    assertThat(inUrl.json().at("/srt/streamId").isNull()).isTrue();
    assertThat(inUrl.json().at("/hasStreamKey").booleanValue()).isTrue();
    assertThat(inUrl.body()).doesNotContain("hidden").doesNotContain("0123456789ab");
    OpenDestination kept = stored(inUrl);
    assertThat(kept.url().reveal()).isEqualTo("srt://h.example:9000");
    assertThat(kept.streamKey()).isNotNull();
    assertThat(kept.streamKey().reveal()).isEqualTo("hidden");
    assertThat(kept.srtPassphrase()).isNotNull();
  }

  @Test
  void aPatchedUrlWithoutAKeyKeepsTheKeyAndOneWithAKeyReplacesIt() {
    Answer made = create("{\"url\": \"rtmp://a.example/app/first\"}");

    patch(made, "{\"url\": \"rtmp://b.example/other\"}");
    assertThat(key(made)).isEqualTo("first");
    patch(made, "{\"url\": \"rtmp://c.example/app/second\"}");
    assertThat(key(made)).isEqualTo("second");
    patch(made, "{\"streamKey\": \"third\"}");
    assertThat(key(made)).isEqualTo("third");
    assertThat(patch(made, "{\"streamKey\": null}").json().at("/hasStreamKey").booleanValue())
        .isFalse();
    assertThat(stored(made).url().reveal()).isEqualTo("rtmp://c.example/app");
  }

  @Test
  void aPatchedUrlOfAnotherKindOfProtocolLeavesTheOldSettingsBehind() {
    Answer made =
        create("{\"url\": \"srt://a.example:1\", \"srt\": {\"passphrase\": \"0123456789\"}}");

    Answer changed = patch(made, "{\"url\": \"rtmp://a.example/app\"}");
    assertThat(changed.text("/protocol")).isEqualTo("RTMP");
    assertThat(changed.json().at("/srt").isNull()).isTrue();
    assertThat(stored(made).srtPassphrase()).isNull();

    Answer keyed = patch(made, "{\"streamKey\": \"k\"}");
    assertThat(keyed.json().at("/hasStreamKey").booleanValue()).isTrue();
    Answer back = patch(made, "{\"url\": \"srt://a.example:1\"}");
    assertThat(back.json().at("/hasStreamKey").booleanValue()).isFalse();
  }

  @Test
  void nullClearsTheSettingsOfSrt() {
    Answer made =
        create(
            "{\"url\": \"srt://a.example:1\", \"srt\": {\"streamId\": \"s\","
                + " \"passphrase\": \"0123456789\", \"latencyMillis\": 100}}");

    Answer one = patch(made, "{\"srt\": {\"passphrase\": null}}");
    assertThat(one.json().at("/srt/hasPassphrase").booleanValue()).isFalse();
    assertThat(one.text("/srt/streamId")).isEqualTo("s");
    Answer all = patch(made, "{\"srt\": null}");
    assertThat(all.json().at("/srt/streamId").isNull()).isTrue();
    assertThat(all.json().at("/srt/latencyMillis").isNull()).isTrue();
  }

  @Test
  void anSrtTargetHasOneStreamIdWhicheverWayItCame() {
    Answer made = create("{\"url\": \"srt://a.example:1\", \"streamKey\": \"first\"}");

    Answer typed = patch(made, "{\"srt\": {\"streamId\": \"second\"}}");
    assertThat(typed.text("/srt/streamId")).isEqualTo("second");
    assertThat(typed.json().at("/hasStreamKey").booleanValue()).isFalse();
    Answer keyed = patch(made, "{\"streamKey\": \"third\"}");
    assertThat(keyed.json().at("/srt/streamId").isNull()).isTrue();
    assertThat(keyed.json().at("/hasStreamKey").booleanValue()).isTrue();
  }

  @Test
  void aDeletedTargetTakesItsPushesAlong() {
    String stream = api.stream();
    Answer target = create("{\"url\": \"rtmp://a.example/app/k\"}");
    Answer push =
        api.call(
            "POST",
            "/v1/streams/" + stream + "/pushes",
            "{\"targetId\": \"" + target.text("/id") + "\"}");
    assertThat(push.status()).isEqualTo(201);

    assertThat(api.call("DELETE", path(target)).status()).isEqualTo(204);
    assertThat(api.call("GET", path(target)).status()).isEqualTo(404);
    assertThat(api.call("GET", "/v1/streams/" + stream + "/pushes/" + push.text("/id")).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'url': 'http://a.example/app'}                                             | url",
        "{'url': 'rtmp://a.example'}                                                 | url",
        "{'url': 'rtmp://x.live-video.net/key'}                                      | url",
        "{'url': 'rtmp://a b/app'}                                                   | url",
        "{'url': 'srt://a.example'}                                                  | url",
        "{'url': 'srt://a.example:9?mode=listener'}                                  | url",
        "{'url': 'srt://a.example:9?streamid=a', 'streamKey': 'b'}                   | streamKey",
        "{'url': 'srt://a.example:9', 'streamKey': 'a', 'srt': {'streamId': 'b'}}    | streamKey",
        "{'url': 'srt://a.example:9', 'srt': {'passphrase': 'short'}}           | srt.passphrase",
        "{'url': 'srt://a.example:9', 'srt': {'latencyMillis': 120000}}      | srt.latencyMillis",
        "{'url': 'srt://a.example:9', 'srt': {'latency': 1}}                       | srt.latency",
        "{'url': 'rtmp://a.example/app', 'srt': {'streamId': 'a'}}                   | srt",
        "{'url': 'rtmp://a.example/app', 'streamKey': ''}                            | streamKey",
        "{'url': 'rtmp://a.example/app', 'profile': 'source'}                        | profile",
        "{'name': 'a'}                                                               | url"
      })
  void aDestinationThatCannotBeIsRefusedByItsField(String body, String field) {
    Answer answer = create(body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorFields()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'srt': {'passphrase': 'short'}}                 | srt.passphrase",
        "{'streamKey': 'a', 'srt': {'streamId': 'b'}}     | streamKey",
        "{'url': null}                                    | url",
        "{'url': 'rtmp://a.example/app', 'srt': {}}       | srt",
        "{'name': null, 'enabled': null}                  | enabled,name"
      })
  void aChangeThatCannotBeIsRefusedByItsField(String body, String fields) {
    Answer made = create("{\"url\": \"srt://a.example:1\"}");

    Answer answer = api.call("PATCH", path(made), body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorFields()).isEqualTo(fields);
    assertThat(api.call("GET", path(made)).body()).isEqualTo(made.body());
  }

  private static Answer create(String json) {
    return api.call("POST", "/v1/targets", json);
  }

  private static Answer patch(Answer made, String json) {
    Answer answer = api.call("PATCH", path(made), json);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String path(Answer made) {
    return "/v1/targets/" + made.text("/id");
  }

  private static String key(Answer made) {
    var key = stored(made).streamKey();
    return key == null ? "" : key.reveal();
  }

  private static OpenDestination stored(Answer made) {
    assertThat(made.status()).as(made.body()).isIn(200, 201);
    var targets = api.catalog().targets();
    return targets.open(targets.find(api.account().id(), made.text("/id")).orElseThrow());
  }
}
