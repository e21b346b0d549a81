package dev.sluice.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNameTest {

  @TempDir Path folder;

  @Test
  void aDataFolderKeepsItsNameAndAnotherHasAnother() throws Exception {
    String name = of("one");
    assertThat(name).matches("sluice-[0-9a-f]{8}");
    assertThat(of("one")).isEqualTo(name);
    assertThat(of("two")).isNotEqualTo(name);
  }

  @Test
  void whatIsNoNameIsRefusedWithAWayOut() throws Exception {
    String _ = of("one");
    Path file = folder.resolve("one/aws-name");
    Files.writeString(file, "my table\n");
    assertThatThrownBy(() -> of("one"))
        .isInstanceOf(StartException.class)
        .hasMessage(file + " holds no name; remove it to begin with another");
  }

  private String of(String data) throws StartException {
    try (DataFolder opened = DataFolder.open(folder.resolve(data))) {
      return ServiceName.of(opened);
    }
  }
}
