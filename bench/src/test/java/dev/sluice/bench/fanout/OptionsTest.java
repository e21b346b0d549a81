package dev.sluice.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.target.Protocol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void everyOptionIsTaken() {
    Options options =
        Options.parse(
            List.of(
                "--together",
                "--rounds",
                "7",
                "--seconds",
                "2",
                "--only",
                "rtmpsX20",
                "--contenders",
                "tee"));
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.window()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.scenarios()).containsExactly(new Scenario(Protocol.RTMPS, 20));
    assertThat(options.contenders()).containsExactly("tee");
    assertThat(options.together()).isTrue();
    assertThat(Options.parse(List.of()).together()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--rounds,0,--rounds is a number from 1 to 100",
    "--rounds,,--rounds is a number from 1 to 100",
    "--seconds,ten,--seconds is a number from 1 to 3600",
    "--only,RTMPx7,'--only is one of RTMPx1, RTMPx20'",
    "--contenders,'tee,obs','--contenders are of sluice, tee, nginx-rtmp'",
    "--loud,1,no such option: --loud"
  })
  void whatIsWrongIsTold(String name, String value, String told) {
    List<String> words = value == null ? List.of(name) : List.of(name, value);
    assertThatThrownBy(() -> Options.parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(told);
  }
}
