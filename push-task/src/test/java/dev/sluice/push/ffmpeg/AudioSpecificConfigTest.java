package dev.sluice.push.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioSpecificConfigTest {
  // Values by hand from ISO/IEC 14496-3, table 1.16: 5 bits object type, 4 rate, 4 channels.
  @ParameterizedTest(name = "profile {0}, {1} Hz, {2} channels")
  @CsvSource({
    "1, 48000, 2, 1190",
    "1, 44100, 2, 1210",
    "1, 48000, 1, 1188",
    "1, 48000, 6, 11b0",
    "1, 48000, 8, 11b8",
    "-99, 44100, 2, 1210",
    "4, 48000, 2, 1310",
    "28, 48000, 2, 1308",
    "1, 47999, 2, ''"
  })
  void tellsTypeRateAndChannels(int profile, int rate, int channels, String hex) {
    TrackFormat aac =
        new TrackFormat(
            false, 0, "aac", profile, 0, 0, 0, rate, channels, 1024, ByteBuffer.allocate(0));
    assertThat(AudioSpecificConfig.of(aac))
        .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }
}
