package dev.sluice.wire.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationUrlTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        // url | key given apart | app | key
        "rtmp://a.rtmp.youtube.com/live2 | abcd-efgh | live2 | abcd-efgh",
        "rtmps://live-api-s3.facebook.com:443/rtmp/ | FB-1?s_bl=1&a=b | rtmp | FB-1?s_bl=1&a=b",
        "rtmp://host/live/key?a=1&b=%20 | none | live | key?a=1&b=%20",
        "rtmp://host/live/inst/key | none | live | inst/key",
        "rtmp://host/live/inst | key | live/inst | key",
        "rtmp://host/app?auth=x | key | app?auth=x | key",
        "rtmp://host/live | none | live | none",
        "rtmp://host/live/ | none | live | none",
        "rtmp://host/live?a=/b | none | live?a=/b | none",
        "rtmp://host/live/#!frag/ment | none | live | #!frag/ment",
        "rtmps://x.global-contribute.live-video.net/app/ | sk_1 | app | sk_1",
        "rtmps://x.global-contribute.live-video.net:443/app/sk_1 | none | app | sk_1",
      })
  void splitsIntoAppAndKeyByteForByte(
      String url, @Nullable String key, String app, @Nullable String streamKey) {
    DestinationUrl parsed = DestinationUrl.parse(url, key);
    assertThat(parsed.app()).isEqualTo(app);
    assertThat(parsed.streamKey()).isEqualTo(streamKey);
  }

  @ParameterizedTest
  @CsvSource({
    "rtmp://Host.Example/app, RTMP, Host.Example, 1935",
    "RTMPS://host/app, RTMPS, host, 443",
    "rtmps://host:2935/app, RTMPS, host, 2935",
    "rtmp://[2001:db8::1]/app, RTMP, 2001:db8::1, 1935",
    "rtmp://[::1]:65535/app, RTMP, ::1, 65535",
    "srt://192.0.2.1:9000, SRT, 192.0.2.1, 9000",
    "rtmp://user:pass@host:1/app, RTMP, host, 1",
  })
  void knowsWhereToConnect(String url, Scheme scheme, String host, int port) {
    DestinationUrl parsed = DestinationUrl.parse(url, null);
    assertThat(parsed.scheme()).isEqualTo(scheme);
    assertThat(parsed.host()).isEqualTo(host);
    assertThat(parsed.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "rtmp://host/app/key, rtmp://host/app",
    "rtmps://host:443/app/key, rtmps://host/app",
    "rtmps://host:2935/app/key, rtmps://host:2935/app",
    "rtmp://u:p@[::1]:1936/app/key, rtmp://[::1]:1936/app",
  })
  void namesTheServerItself(String url, String tcUrl) {
    assertThat(DestinationUrl.parse(url, null).tcUrl()).isEqualTo(tcUrl);
  }

  @Test
  void keepsTheAppsQueryInTcUrl() {
    assertThat(DestinationUrl.parse("rtmp://host/app?x=1", "key").tcUrl())
        .isEqualTo("rtmp://host/app?x=1");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "rtmp://u5er:p4ss@host/app/c4nary, none, rtmp://host/app",
        "rtmp://host/app?token=c4nary, c4nary, rtmp://host/app",
        "rtmps://host:444/app/c4nary, c4nary, rtmps://host:444/app/***",
        "srt://host:9000?streamid=c4nary&passphrase=c4nary-c4nary, none, srt://host:9000",
        "srt://[::1]:9000, c4nary, srt://[::1]:9000",
      })
  void showsNothingSecret(String url, @Nullable String key, String masked) {
    DestinationUrl parsed = DestinationUrl.parse(url, key);
    assertThat(parsed.masked()).isEqualTo(masked);
    assertThat(parsed.toString()).isEqualTo(masked);
    assertThat(parsed.srt() + " " + parsed.credentials()).doesNotContain("c4nary", "u5er", "p4ss");
  }

  @Test
  void keepsUserAndPasswordForTheServersChallenge() {
    assertThat(DestinationUrl.parse("rtmp://us%40er:p:w@host/app/key", null).credentials())
        .isEqualTo(new Credentials("us%40er", "p:w"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://host/app | rtmp://, rtmps:// or srt://",
        "host/app | rtmp://, rtmps:// or srt://",
        "rtmp://host | names no application",
        "rtmp://host/ | names no application",
        "rtmp://host//key | names no application",
        "rtmp://host?app/key | names no application",
        "rtmp:///app | host name",
        "rtmp://ho st/app | space",
        "rtmp://höst/app | xn--",
        "rtmp://host:0/app | 1 to 65535",
        "rtmp://host:65536/app | 1 to 65535",
        "rtmp://host:12x/app | 1 to 65535",
        "rtmp://[::1/app | brackets",
        "rtmp://[1.2.3.4]/app | brackets",
        "rtmp://[::1]x/app | 1 to 65535",
        "rtmp://user@host/app | user:password",
        "rtmps://x.global-contribute.live-video.net | /app",
        "rtmps://x.global-contribute.LIVE-VIDEO.net/sk_us-west-2_c4nary | /app",
        "srt://host | name its port",
        "srt://host:9000/path | no path",
        "srt://u:p@host:9000 | streamid and passphrase",
        "srt://host:9000?mode=listener | caller only",
        "srt://host:9000?pbkeylen=32 | pbkeylen",
        "srt://host:9000?c4nary | name=value",
        "srt://host:9000?latency=1.5 | whole number",
        "srt://host:9000?streamid=a&streamid=b | twice",
      })
  void refusesWhatCannotWorkAndSaysHowToMendIt(String url, String hint) {
    InvalidDestinationException refusal = refusal(url, null);
    assertThat(refusal.field()).isEqualTo("url");
    assertThat(refusal).hasMessageContaining(hint);
    assertThat(refusal.getMessage()).doesNotContain("c4nary");
  }

  @Test
  void refusesControlCharactersAndExcessiveLength() {
    assertThat(refusal("rtmp://host/app/key\n", null).field()).isEqualTo("url");
    assertThat(refusal("rtmp://host/app", "key\r").field()).isEqualTo("streamKey");
    assertThat(refusal("rtmp://host/app", "key\ud83d").field()).isEqualTo("streamKey");
    assertThat(DestinationUrl.parse("rtmp://host/app", "😀").streamKey()).isEqualTo("😀");
    assertThat(refusal("rtmp://host/app", "k".repeat(2_049)).field()).isEqualTo("streamKey");
    String longest = "rtmp://host/app/" + "k".repeat(2_032);
    assertThat(DestinationUrl.parse(longest, null).streamKey()).hasSize(2_032);
    assertThat(refusal(longest + "k", null)).hasMessageContaining("2048");
  }

  @Test
  void takesSrtSettingsOutOfTheQueryAsTheyStand() {
    SrtSettings settings =
        DestinationUrl.parse(
                "srt://host:9000?mode=caller&streamid=#!::r=a/b,m=publish&passphrase=ten%letters"
                    + "&LATENCY=200",
                null)
            .srt();
    assertThat(settings).isEqualTo(new SrtSettings("#!::r=a/b,m=publish", "ten%letters", 200));
  }

  @Test
  void takesTheStreamKeyAsStreamIdWhenTheUrlHasNone() {
    assertThat(DestinationUrl.parse("srt://host:9000", "publish:x").srt().streamId())
        .isEqualTo("publish:x");
    assertThat(DestinationUrl.parse("srt://host:9000?streamid=a", "a").srt().streamId())
        .isEqualTo("a");
    assertThat(refusal("srt://host:9000?streamid=a", "b").field()).isEqualTo("streamKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passphrase=short", "latency=200000"})
  void checksSrtSettings(String query) {
    assertThat(refusal("srt://host:9000?" + query, null).field()).startsWith("srt.");
  }

  @Test
  void letsTypedSettingsGoBeforeTheUrls() {
    DestinationUrl parsed = DestinationUrl.parse("srt://host:9000?latency=200&streamid=a", null);
    assertThat(parsed.withSrt(new SrtSettings(null, "0123456789", 300)).srt())
        .isEqualTo(new SrtSettings("a", "0123456789", 300));
  }

  private static InvalidDestinationException refusal(String url, @Nullable String key) {
    InvalidDestinationException thrown =
        catchThrowableOfType(
            InvalidDestinationException.class, () -> DestinationUrl.parse(url, key));
    assertThat(thrown).as("refusal of %s", url).isNotNull();
    return thrown;
  }
}
