package dev.sluice.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final SecretContext CONTEXT = new SecretContext("a", "o", "f");
  @TempDir private Path folder;

  @Test
  void itIsMadeOnFirstUseReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("new/folder/key");

    Vault vault = Vaults.open("file:" + file);
    String ciphertext = vault.encrypt(Secret.of("canary"), CONTEXT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Vaults.open("file:" + file).decrypt(ciphertext, CONTEXT))
        .as("opened again, as after a restart")
        .isEqualTo(Secret.of("canary"));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).as("no half-made key is left").containsExactly(file);
    }
  }

  @Test
  void twoFilesHoldTwoKeys() {
    assertThat(KeyFile.readOrMake(folder.resolve("one")))
        .isNotEqualTo(KeyFile.readOrMake(folder.resolve("two")));
  }

  @Test
  void ofManyWhoMakeItAtOnceAllGetTheSameKey() throws Exception {
    Path file = folder.resolve("key");
    CyclicBarrier barrier = new CyclicBarrier(8);
    Callable<SecretKey> open =
        () -> {
          barrier.await();
          return KeyFile.readOrMake(file);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SecretKey>> keys = threads.invokeAll(Collections.nCopies(8, open));
      for (Future<SecretKey> key : keys) {
        assertThat(key.get()).isEqualTo(keys.getFirst().get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-----w-", "rwx--x---"})
  void oneThatIsOpenToOthersIsRefusedWithTheCure(String permissions) throws IOException {
    Path file = folder.resolve("key");
    KeyFile.readOrMake(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> Vaults.open("file:" + file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(permissions)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void oneThatItsOwnerMayOnlyReadIsFine() throws IOException {
    Path file = folder.resolve("key");
    SecretKey key = KeyFile.readOrMake(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThat(KeyFile.readOrMake(file)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "sluice-key-1 ", "sluice-key-1 AAAA", "sluice-key-1 %%%"})
  void whatIsNoKeyFileIsRefusedAndLeftAlone(String content) throws IOException {
    Path file = folder.resolve("key");
    KeyFile.readOrMake(file);
    Files.writeString(file, content);

    assertThatThrownBy(() -> Vaults.open("file:" + file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent(content);
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithItsPath() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Vaults.open("file:" + inTheWay.resolve("key")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(inTheWay.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:", "kms:", "key", "vault:x"})
  void aVaultThatIsNamedInNoKnownWayIsRefusedWithTheWays(String spec) {
    assertThatThrownBy(() -> Vaults.open(spec))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("file:")
        .hasMessageContaining("kms:");
  }
}
