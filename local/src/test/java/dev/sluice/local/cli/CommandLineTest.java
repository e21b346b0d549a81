package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.local.task.TaskKind;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private static final Path HOME = Path.of("/home/of/sluice");

  @Test
  void upHasDefaults() throws Exception {
    assertThat(parse("up"))
        .isEqualTo(
            new Command.Up(8080, 1935, HOME.resolve(".sluice"), TaskKind.PROCESS, false, false));
  }

  @Test
  void upTakesItsOptionsInEitherForm() throws Exception {
    assertThat(
            parse("up --port 0 --rtmp-port=19350 --data /tmp/x/../y --tasks docker --aws --json"))
        .isEqualTo(new Command.Up(0, 19350, Path.of("/tmp/y"), TaskKind.DOCKER, true, true));
  }

  @Test
  void demoTakesSecondsAndJson() throws Exception {
    assertThat(parse("demo")).isEqualTo(new Command.Demo(OptionalInt.empty(), false));
    assertThat(parse("demo --seconds 40 --json"))
        .isEqualTo(new Command.Demo(OptionalInt.of(40), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "down                | no such command: down",
        "up --prot 1         | up knows no --prot",
        "demo --port 1       | demo knows no --port",
        "up --port           | --port needs a value",
        "up --port 65536     | --port takes a number from 0 to 65535, not 65536",
        "up --tasks ecs       | --tasks takes process or docker, not ecs",
        "up --aws=false      | --aws takes no value",
        "demo --json=false   | --json takes no value",
        "up --port ten       | --port takes a number from 0 to 65535, not ten",
        "demo --seconds 3    | --seconds takes a number from 15 to 86400, not 3",
      })
  void whatMakesNoSenseIsRefusedWithAReason(String words, String reason) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(reason);
  }

  private static Command parse(String words) throws StartException {
    return CommandLine.parse(List.of(words.strip().split(" ")), HOME);
  }
}
