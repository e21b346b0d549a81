package dev.sluice.push.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as FFmpeg writes them, with {@code CANARY} where a key stands. */
class LogMaskTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot open connection tcp://host:1935?timeout=5000000&key=OTHER",
        "[rtmp @ 0x7f] Server error: Failed to play CANARY; stream not found. (live/CANARY)",
        "Error opening rtmps://user:CANARY@host/app/CANARY",
        "[http @ 0x7f] HTTP error 404 Not Found for /live/OTHER.flv?token=CANARY",
        "[hls @ 0x7f] Failed to open segment 3 of playlist 'https://host/OTHER/3.ts'",
        "[srt @ 0x7f] Connection to srt://host:9?streamid=CANARY&passphrase=CANARY failed",
        "Unsupported playpath 'OTHER'",
        "streamid=OTHER",
        "Stream CANARY is not live"
      })
  void noKeyIsLeft(String line) {
    String masked = LogMask.of("rtmp://user:pass@host:1935/live/CANARY?a=b").mask(line);
    assertThat(masked).doesNotContain("CANARY").doesNotContain("OTHER").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtmp://host/live/CANARY",
        "rtmp://host/live/x?token=CANARY",
        "srt://host:9?streamid=CANARY",
        "http://user:CANARY@host/x",
        "CANARY"
      })
  void whereverItStandsInTheUrl(String url) {
    assertThat(LogMask.of(url).mask("the server says CANARY")).isEqualTo("the server says ***");
  }

  @Test
  void whatHelpsIsLeft() {
    assertThat(
            LogMask.of("rtmp://host/live/key")
                .mask("[tcp @ 0x7f] Connection to tcp://host:1 failed: Connection refused"))
        .isEqualTo("[tcp @ 0x7f] Connection to *** failed: Connection refused");
  }
}
