package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.local.table.TableAccess;
import dev.sluice.local.table.TableServer;
import dev.sluice.local.testing.Program;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A data folder that cannot be used ends the program, with the reason alone. */
class DamagedDataTest {

  private static final int CANNOT_START = 2;

  /** A page of sqlite's, in bytes. */
  private static final int PAGE = 1024;

  @TempDir Path folder;

  @Test
  void aTableThatIsNoneIsToldWithItsFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("shared-local-instance.db"), "not a database\n".repeat(99));

    assertThat(said(data)).isEqualTo(unusable(data));
    assertThat(data.resolve("logs/sluice.log")).content().contains("not a database");
  }

  @Test
  void aTableOfWhichOnePageIsDamagedIsToldBeforeThatPageIsWanted() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path file = data.resolve("shared-local-instance.db");
    try (TableServer server = TableServer.start(data);
        DynamoDbClient client = new TableAccess(server.uri(), "sluice").open()) {
      SluiceTable.create(client, "sluice");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(PAGE), channel.size() - PAGE);
    }

    assertThat(said(data)).isEqualTo(unusable(data));
    assertThat(data.resolve("logs/sluice.log")).content().contains("the table cannot be used");
  }

  @Test
  void aKeyFileThatOthersMayReadIsToldWithTheRemedy() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path key = Files.writeString(data.resolve("vault.key"), "");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(said(data)).startsWith("sluice: the key file " + key).endsWith("chmod 600 it\n");
  }

  private String said(Path data) throws Exception {
    Path log = folder.resolve("stderr");
    List<String> up = List.of("up", "--port=0", "--rtmp-port=0", "--data=" + data, "--json");
    Process program = Program.start(log, Map.of(), up);
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }
    assertThat(program.exitValue()).isEqualTo(CANNOT_START);
    return Files.readString(log);
  }

  private static String unusable(Path data) {
    return """
    sluice: the table of the data folder %1$s cannot be used, as %1$s/logs tells; \
    give another folder with --data DIR, or remove it
    """
        .formatted(data);
  }
}
