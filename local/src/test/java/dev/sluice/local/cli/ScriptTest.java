package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.Script;
import dev.sluice.local.testing.Signals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./sluice} says and does before there is a JVM. */
class ScriptTest {

  private static final Path PERL = Path.of("/usr/bin/perl");
  private static final Duration WITHIN = Duration.ofSeconds(10);

  @BeforeEach
  void needs() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    Process help = run("--help");
    assertThat(help.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(help.exitValue()).isZero();
    assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("./sluice up", "./sluice demo")
        .contains("--port", "--rtmp-port", "--data", "--tasks", "--aws", "--json", "--seconds");
  }

  @Test
  void anUnknownCommandIsOneLineAndStatusTwo() throws Exception {
    Process unknown = run("dance");
    assertThat(unknown.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(unknown.exitValue()).isEqualTo(2);
    assertThat(new String(unknown.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("sluice: no such command: dance; see ./sluice --help\n");
  }

  @ParameterizedTest
  @CsvSource({
    "demo --secnds 3, sluice: demo knows no --secnds; see ./sluice --help",
    "demo --seconds=3, 'sluice: --seconds takes a number from 15 to 86400, not 3'",
    "up --port abc, 'sluice: --port takes a number from 0 to 65535, not abc'"
  })
  void whatMakesNoSenseIsRefusedBeforeAnythingIsBuilt(
      String words, String reason, @TempDir Path folder) throws Exception {
    Path home = unbuilt(folder);
    Path sources = Files.createDirectory(home.resolve("local")).resolve("src");
    Path _ = Files.createSymbolicLink(sources, Project.home().resolve("local/src"));
    Path maven = folder.resolve("maven.ran");
    List<String> command = new ArrayList<>(List.of("/bin/bash", home + "/sluice"));
    command.addAll(List.of(words.split(" ")));
    Process refused = building(folder, "touch " + maven, command).start();
    assertThat(refused.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Files.delete(sources);
    assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(reason + "\n");
    assertThat(refused.exitValue()).isEqualTo(2);
    assertThat(maven).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void aSignalWhileItBuildsEndsTheBuildAndTellsWhichItWas(
      String signal, int status, @TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(PERL), "there is no perl here, to hear signals ignored so far");
    Path home = unbuilt(folder);
    Path maven = folder.resolve("maven.pid");
    Process building =
        building(
                folder,
                "echo $$ >%1$s.new; mv %1$s.new %1$s\nexec sleep 60".formatted(maven),
                List.of(
                    PERL.toString(),
                    "-e",
                    "$SIG{$_} = 'DEFAULT' for qw(HUP INT TERM); exec @ARGV",
                    "/bin/bash",
                    home + "/sluice",
                    "demo"))
            .start();
    await().atMost(WITHIN).until(() -> Files.exists(maven));
    ProcessHandle build =
        ProcessHandle.of(Long.parseLong(Files.readString(maven).strip())).orElseThrow();
    Signals.send(signal, building.pid());
    assertThat(building.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(building.exitValue()).isEqualTo(status);
    await().atMost(WITHIN).until(() -> !build.isAlive());
    assertThat(home.resolve("local/target/building")).doesNotExist();
  }

  /** A folder with the script alone. */
  private static Path unbuilt(Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path _ = Files.copy(Project.home().resolve("sluice"), home.resolve("sluice"));
    return home;
  }

  /** A command that finds the tests' JDK, and in Maven's place a shell script. */
  private static ProcessBuilder building(Path folder, String maven, List<String> command)
      throws Exception {
    Path programs = Files.createDirectory(folder.resolve("bin"));
    String _ = Script.write(programs.resolve("mvn"), maven);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", "", (path, _) -> programs + ":" + path);
    return builder;
  }

  private static Process run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    command.add(Project.home().resolve("sluice").toString());
    command.addAll(List.of(words));
    return new ProcessBuilder(command).start();
  }
}
