package dev.sluice.push.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R33: which codec goes where. */
class CodecSupportTest {
  @ParameterizedTest
  @CsvSource({
    "FLV,h264,aac,true,true",
    "FLV,h264,mp3,true,true",
    "FLV,,aac,true,true",
    "FLV,h264,,true,true",
    "FLV,hevc,aac,false,true",
    "FLV,av1,aac,false,true",
    "FLV,h264,opus,false,true",
    "FLV,vp9,aac,false,false",
    "FLV,h264,ac3,false,false",
    "MPEGTS,h264,aac,true,true",
    "MPEGTS,hevc,opus,true,true",
    "MPEGTS,h264,mp3,true,true",
    "MPEGTS,av1,aac,false,false",
    "MPEGTS,h264,flac,false,false",
  })
  void isCarriedOrRefusedByContainerAndPeer(
      Container container, String video, String audio, boolean plain, boolean enhanced) {
    VariantHeaders headers = new VariantHeaders(video, audio, null, null, Map.of());
    assertThat(CodecSupport.problem(container, headers, fourCc -> false).isEmpty())
        .isEqualTo(plain);
    assertThat(CodecSupport.problem(container, headers, fourCc -> true).isEmpty())
        .isEqualTo(enhanced);
  }

  @Test
  void theReasonIsOneThatIsNotRetriedAndSaysWhichCodec() {
    VariantHeaders headers = new VariantHeaders("vp9", "aac", null, null, Map.of());
    OutputFailure failure =
        CodecSupport.problem(Container.FLV, headers, fourCc -> true).orElseThrow();
    assertThat(failure.reason()).isEqualTo(Reason.CODEC_UNSUPPORTED);
    assertThat(failure.message()).contains("vp9");
  }

  @Test
  void serversAreAskedOnlyForWhatTheSourceNeeds() {
    assertThat(CodecSupport.enhanced("h264", "aac")).isEmpty();
    assertThat(CodecSupport.enhanced("hevc", null)).containsExactly("hvc1");
    assertThat(CodecSupport.enhanced("av1", "opus")).containsExactly("av01", "Opus");
  }
}
