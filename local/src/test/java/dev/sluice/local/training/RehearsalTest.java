package dev.sluice.local.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that goes well is {@code TaskDeathTest}'s and the image's. */
class RehearsalTest {
  @TempDir Path folder;

  @Test
  void aTaskThatFailsIsToldAndTheCacheStaysAsItWas() throws Exception {
    Path cache = Files.writeString(folder.resolve("push-task.aot"), "of an earlier one");
    Rehearsal rehearsal = new Rehearsal(cache, List.of("/bin/sh", "-c", "exit 3"));

    assertThatThrownBy(() -> rehearsal.run(Redirect.DISCARD))
        .isInstanceOf(IOException.class)
        .hasMessage("the task ended before every push was live, with status 3");
    assertThat(cache).hasContent("of an earlier one");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(cache));
  }
}
