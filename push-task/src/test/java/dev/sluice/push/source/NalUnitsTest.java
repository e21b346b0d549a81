package dev.sluice.push.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NalUnitsTest {
  @ParameterizedTest
  @CsvSource({
    "000001 67aa 000001 68bb, 00000001 67aa 00000001 68bb",
    "00000001 67aa 00000001 68bb, 00000001 67aa 00000001 68bb",
    "000001 67aa 00 00 000001 68bb 0000, 00000001 67aa 00000001 68bb",
    "000001 67 000001 68, 00000001 67 00000001 68",
    "67aa68bb, ''",
    "'', ''"
  })
  void equalUnitsAreEqualBytes(String given, String rejoined) {
    assertThat(NalUnits.rejoined(bytes(given))).isEqualTo(bytes(rejoined));
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
