package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pushes of a stream: to shared targets and to targets of their own. */
class PushesTest {
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
  void anInlinePushShowsItsTargetAsItsOwn() {
    String pushes = pushes();

    Answer made =
        api.call(
            "POST",
            pushes,
            "{\"url\": \"rtmp://own.example/app\", \"streamKey\": \"secret\", \"name\": \"A\","
                + " \"videoOnly\": true, \"silentAudio\": \"auto\", \"allowEnhanced\": true}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("location")).isEqualTo(pushes + "/" + made.text("/id"));
    assertThat(made.json().at("/targetId").isNull()).isTrue();
    assertThat(made.text("/name")).isEqualTo("A");
    assertThat(made.text("/protocol")).isEqualTo("RTMP");
    assertThat(made.text("/url")).isEqualTo("rtmp://own.example/app");
    assertThat(made.json().at("/hasStreamKey").booleanValue()).isTrue();
    assertThat(made.json().at("/enabled").booleanValue()).isTrue();
    assertThat(made.text("/profile")).isEqualTo("source");
    assertThat(made.json().at("/videoOnly").booleanValue()).isTrue();
    assertThat(made.text("/silentAudio")).isEqualTo("auto");
    assertThat(made.json().at("/allowEnhanced").booleanValue()).isTrue();
    assertThat(made.text("/status/state")).isEqualTo("IDLE");
    assertThat(made.body()).doesNotContain("secret");
    assertThat(api.call("GET", "/v1/targets").body()).doesNotContain("own.example");
    assertThat(api.call("GET", pushes).text("/items/0/id")).isEqualTo(made.text("/id"));
  }

  @Test
  void aPushOfASharedTargetShowsWhichAndLeavesItsSettingsToIt() {
    String targetId =
        api.call("POST", "/v1/targets", "{\"url\": \"rtmp://b.example/app/k\"}").text("/id");
    String pushes = pushes();

    Answer made = api.call("POST", pushes, "{\"targetId\": \"" + targetId + "\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/targetId")).isEqualTo(targetId);
    assertThat(made.json().has("allowEnhanced")).isFalse();

    Answer patched =
        api.call("PATCH", pushes + "/" + made.text("/id"), "{\"url\": \"rtmp://c.example/app\"}");
    assertThat(patched.status()).isEqualTo(422);
    assertThat(patched.text("/errors/0/field")).isEqualTo("url");
    assertThat(patched.text("/errors/0/message")).contains("PATCH /v1/targets/");
  }

  @Test
  void aTogglePatchRaisesTheRevisionOnceAndShowsDisabled() {
    String stream = "/v1/streams/" + api.stream();
    String push =
        stream
            + "/pushes/"
            + api.call("POST", stream + "/pushes", "{\"url\": \"rtmp://a.example/app/k\"}")
                .text("/id");
    long before = revision(stream);

    Answer off = api.call("PATCH", push, "{\"enabled\": false}");
    assertThat(off.json().at("/enabled").booleanValue()).isFalse();
    assertThat(off.text("/status/state")).isEqualTo("DISABLED");
    assertThat(revision(stream)).isEqualTo(before + 1);

    api.call("PATCH", push, "{\"enabled\": false}");
    assertThat(revision(stream)).isEqualTo(before + 1);
  }

  @Test
  void anInlineTargetIsChangedThroughItsPush() {
    String pushes = pushes();
    Answer made =
        api.call("POST", pushes, "{\"url\": \"rtmp://a.example/app/k\", \"name\": \"A\"}");

    Answer patched =
        api.call(
            "PATCH",
            pushes + "/" + made.text("/id"),
            "{\"name\": \"B\", \"url\": \"rtmps://b.example/app\", \"profile\": \"480p0\"}");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.text("/name")).isEqualTo("B");
    assertThat(patched.text("/url")).isEqualTo("rtmps://b.example/app");
    assertThat(patched.json().at("/hasStreamKey").booleanValue()).isTrue();
    assertThat(patched.text("/profile")).isEqualTo("480p0");
  }

  @Test
  void retryAndRestartAreAskedForAndCounted() {
    String stream = api.stream();
    String pushes = "/v1/streams/" + stream + "/pushes";
    String id = api.call("POST", pushes, "{\"url\": \"rtmp://a.example/app/k\"}").text("/id");

    assertThat(api.call("POST", pushes + "/" + id + "/retry").status()).isEqualTo(202);
    assertThat(api.call("POST", pushes + "/" + id + "/restart").status()).isEqualTo(202);

    var push = api.catalog().pushes().find(api.account().id(), stream, id).orElseThrow();
    assertThat(push.retries()).isEqualTo(1);
    assertThat(push.restarts()).isEqualTo(1);
  }

  @Test
  void aDeletedPushIsGoneAndItsSharedTargetStays() {
    String target =
        "/v1/targets/"
            + api.call("POST", "/v1/targets", "{\"url\": \"rtmp://a.example/app/k\"}").text("/id");
    String pushes = pushes();
    String push =
        pushes
            + "/"
            + api.call("POST", pushes, "{\"targetId\": \"" + target.substring(12) + "\"}")
                .text("/id");

    assertThat(api.call("DELETE", push).status()).isEqualTo(204);
    assertThat(api.call("GET", push).status()).isEqualTo(404);
    assertThat(api.call("GET", target).status()).isEqualTo(200);
  }

  @Test
  void aPushGivesEitherATargetOrAUrl() {
    String pushes = pushes();

    assertThat(api.call("POST", pushes, "{}").errorFields()).isEqualTo("url");
    assertThat(
            api.call("POST", pushes, "{\"targetId\": \"x\", \"url\": \"rtmp://a/b\"}")
                .errorFields())
        .isEqualTo("url");
    assertThat(api.call("POST", pushes, "{\"targetId\": \"x\", \"name\": \"y\"}").text("/detail"))
        .startsWith("name: belongs to a target");
    Answer unknown = api.call("POST", pushes, "{\"targetId\": \"nowhere\"}");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.errorFields()).isEqualTo("targetId");
  }

  @Test
  void theHundredAndFirstPushIsRefused() {
    String pushes = pushes();
    for (int i = 0; i < 100; i++) {
      assertThat(api.call("POST", pushes, "{\"url\": \"rtmp://127.0.0.1/app/k\"}").status())
          .isEqualTo(201);
    }

    Answer refused = api.call("POST", pushes, "{\"url\": \"rtmp://127.0.0.1/app/k\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("/detail")).contains("100");
  }

  private static String pushes() {
    return "/v1/streams/" + api.stream() + "/pushes";
  }

  private static long revision(String stream) {
    return api.call("GET", stream).json().at("/revision").longValue();
  }
}
