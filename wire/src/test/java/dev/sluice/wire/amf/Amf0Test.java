package dev.sluice.wire.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0Test {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsBackWhatItWrites(long seed) throws MalformedAmfException {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      List<AmfValue> values = List.of(value(random, 0), value(random, 0), value(random, 0));
      ByteBuffer bytes = Amf0Encoder.encode(values);
      assertThat(Amf0Decoder.decodeAll(bytes)).isEqualTo(values);
    }
  }

  @Test
  void writesTheBytesOfTheSpecification() {
    ByteBuffer bytes =
        Amf0Encoder.encode(
            AmfValue.of("ab"),
            AmfValue.of(1),
            AmfValue.NULL,
            new AmfValue.Obj(Map.of("k", AmfValue.of(true))));
    byte[] written = new byte[bytes.remaining()];
    bytes.get(written);
    assertThat(HexFormat.of().formatHex(written))
        .isEqualTo("0200026162" + "003ff0000000000000" + "05" + "0300016b0101000009");
  }

  @Test
  void writesTextAbove65535BytesInTheLongForm() throws MalformedAmfException {
    AmfValue text = AmfValue.of("x".repeat(65_536));
    ByteBuffer bytes = Amf0Encoder.encode(text);
    assertThat(bytes.get(0)).isEqualTo((byte) 12);
    assertThat(Amf0Decoder.decodeAll(bytes)).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10000161000261620200036b6579000009, a typed object",
    "0d, unsupported",
    "070001, a reference",
    "0f00000001 61, an XML document",
    "030001610101, an object without its end",
  })
  void readsWhatItNeverWrites(String hex, String what) throws MalformedAmfException {
    assertThat(decode(hex.replace(" ", ""))).as(what).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "00, a cut number",
    "020005 6162, a cut text",
    "0cffffffff, a text of negative length",
    "0a7fffffff, an array longer than its message",
    "0affffffff, an array of negative length",
    "11, a marker of AMF3",
    "ff, no marker",
  })
  void refusesWhatIsNotAmf0(String hex, String what) {
    assertThatThrownBy(() -> decode(hex.replace(" ", "")))
        .as(what)
        .isInstanceOf(MalformedAmfException.class);
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    String hex = "0300016b".repeat(100_000);
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(MalformedAmfException.class);
  }

  @Test
  void refusesMoreValuesThanACommandCanNeed() {
    assertThatThrownBy(() -> decode("05".repeat(5_000))).isInstanceOf(MalformedAmfException.class);
  }

  @Test
  void throwsNothingElseForAnyBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        // Markers are rare among all bytes: make them common.
        bytes[j] = random.nextBoolean() ? (byte) random.nextInt(18) : bytes[j];
      }
      try {
        assertThat(Amf0Decoder.decodeAll(ByteBuffer.wrap(bytes))).isNotNull();
      } catch (MalformedAmfException expected) {
        assertThat(expected).hasMessageContaining("AMF0");
      }
    }
  }

  private static List<AmfValue> decode(String hex) throws MalformedAmfException {
    return Amf0Decoder.decodeAll(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static AmfValue value(Random random, int depth) {
    return switch (random.nextInt(depth < 4 ? 9 : 6)) {
      case 0 -> AmfValue.of(random.nextGaussian() * 1e6);
      case 1 -> AmfValue.of(random.nextBoolean());
      case 2 -> AmfValue.of(text(random));
      case 3 -> AmfValue.NULL;
      case 4 -> AmfValue.UNDEFINED;
      case 5 -> new AmfValue.Date(random.nextInt());
      case 6 -> new AmfValue.Obj(properties(random, depth));
      case 7 -> new AmfValue.EcmaArray(properties(random, depth));
      default -> {
        List<AmfValue> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield new AmfValue.StrictArray(items);
      }
    };
  }

  private static Map<String, AmfValue> properties(Random random, int depth) {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      properties.put(text(random), value(random, depth + 1));
    }
    return properties;
  }

  /** Never empty: an empty property name is how an object ends. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("t");
    random.ints(random.nextInt(20), 0x20, 0xD7FF).forEach(text::appendCodePoint);
    return text.toString();
  }
}
