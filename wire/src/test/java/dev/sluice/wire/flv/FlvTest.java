package dev.sluice.wire.flv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlvTest {
  @ParameterizedTest
  @CsvSource({
    // first bytes, codec, sequence header, key frame, frame
    "1700000000, H264, true, false, false",
    "1701000000, H264, false, true, true",
    "2701000000, H264, false, false, true",
    "1702000000, H264, false, false, false",
    "5700000000, H264, true, false, false",
    "1c01000000, HEVC, false, true, true",
    "9068766331, HEVC, true, false, false",
    "9168766331, HEVC, false, true, true",
    "9368766331, HEVC, false, true, true",
    "a368766331, HEVC, false, false, true",
    "9268766331, HEVC, false, false, false",
    "9461763031, AV1, false, false, false",
    "9561763031, AV1, true, false, false",
    "9061766331, H264, true, false, false",
    "9600000000, UNKNOWN, false, true, true",
    "12, UNKNOWN, false, true, true",
    "'', UNKNOWN, false, false, false",
  })
  void readsVideoBodies(
      String hex, FlvCodec codec, boolean header, boolean keyFrame, boolean frame) {
    ByteBuffer body = bytes(hex);
    assertThat(VideoBody.codec(body)).isEqualTo(codec);
    assertThat(VideoBody.isSequenceHeader(body)).isEqualTo(header);
    assertThat(VideoBody.isKeyFrame(body)).isEqualTo(keyFrame);
    assertThat(VideoBody.isFrame(body)).isEqualTo(frame);
    assertThat(body.position()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "af001210, AAC, true, false",
    "af01ffff, AAC, false, false",
    "2fffe000, MP3, false, false",
    "904f707573, OPUS, true, true",
    "914f707573, OPUS, false, true",
    "906d703461, AAC, true, true",
    "9500000000, UNKNOWN, false, true",
    "'', UNKNOWN, false, false",
  })
  void readsAudioBodies(String hex, FlvCodec codec, boolean header, boolean enhanced) {
    ByteBuffer body = bytes(hex);
    assertThat(AudioBody.codec(body)).isEqualTo(codec);
    assertThat(AudioBody.isSequenceHeader(body)).isEqualTo(header);
    assertThat(AudioBody.isEnhanced(body)).isEqualTo(enhanced);
  }

  @Test
  void readsTagsBehindAFileHeader() {
    ByteBuffer file =
        bytes(
            "464c560105000000 09 00000000"
                + "09 000002 000028 00 000000 1701 0000000d"
                + "08 000001 ffffff 7f 000000 af 0000000c"
                + "08 000009 000000 00 000000 af");
    assertThat(FlvTag.read(file)).contains(new FlvTag(9, 40, bytes("1701")));
    assertThat(FlvTag.read(file)).contains(new FlvTag(8, 0x7FFF_FFFF, bytes("af")));
    int position = file.position();
    assertThat(FlvTag.read(file)).as("a tag that is not there in full").isEmpty();
    assertThat(file.position()).isEqualTo(position);
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
