package dev.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that a source may be pulled from, and what is shown of them. */
class SourceUrlTest {
  @ParameterizedTest
  @CsvSource({
    "rtmp://h/app/key, rtmp://h/app",
    "rtmps://u:p@h.example:444/app/key?t=1, rtmps://h.example:444/app",
    "RTMP://h/app, rtmp://h/***",
    "srt://h:9000?streamid=read:x, srt://h:9000",
    "srt://[2001:db8::1]:9000, srt://[2001:db8::1]:9000",
    "http://h/live.flv, http://h/***",
    "https://h:8443/hls/secret/index.m3u8#x, https://h:8443/hls",
    "http://u:p@w@h/a/b, http://h/a"
  })
  void isShownWithoutWhatMayBeSecret(String url, String masked) {
    assertThat(SourceUrl.objection(url)).isEmpty();
    assertThat(SourceUrl.of(url).masked()).isEqualTo(masked);
    assertThat(SourceUrl.of(url).toString()).isEqualTo(masked);
    assertThat(SourceUrl.of(url).url().reveal()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd", "udp://h:1", "rtsp://h/a", "concat:a|b", "h/a", "rtmp:h/a",
        "rtmp:///a", "rtmp://h:0/a", "rtmp://h:65536/a", "srt://h", "rtmp://h/a b", "rtmp://h:x/a",
        "subfile,,start,0,end,0,,:rtmp://h/a", "http://"
      })
  void anythingElseIsRefused(String url) {
    assertThat(SourceUrl.objection(url)).isPresent();
  }
}
