package dev.sluice.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.testing.LocalStack;
import dev.sluice.catalog.testing.LocalStackParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.KmsClient;

/** Against the KMS of LocalStack. */
@ExtendWith(LocalStackParameter.class)
class KmsVaultTest {
  private static final SecretContext CONTEXT = new SecretContext("account", "object", "url");

  private KmsClient client;
  private KmsVault vault;

  @BeforeEach
  void open(LocalStack localStack) {
    assumeTrue(localStack.isThere(), localStack.description());
    client = localStack.kms();
    vault = new KmsVault(client, newKey());
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
  }

  @Test
  void whatWasSealedOpensUnderItsContext() {
    Secret longest = Secret.of("rtmps://a.example/app?" + "k".repeat(2_000));

    String ciphertext = vault.encrypt(longest, CONTEXT);

    assertThat(ciphertext).doesNotContain("kkkk");
    assertThat(vault.decrypt(ciphertext, CONTEXT)).isEqualTo(longest);
  }

  @ParameterizedTest
  @CsvSource({
    "other, object, url",
    "account, other, url",
    "account, object, streamKey",
  })
  void itDoesNotOpenUnderAnyOtherContext(String account, String object, String field) {
    String ciphertext = vault.encrypt(Secret.of("canary"), CONTEXT);

    assertThatThrownBy(() -> vault.decrypt(ciphertext, new SecretContext(account, object, field)))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void itDoesNotOpenUnderAnotherKey() {
    String ciphertext = vault.encrypt(Secret.of("canary"), CONTEXT);

    assertThatThrownBy(() -> new KmsVault(client, newKey()).decrypt(ciphertext, CONTEXT))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void whatIsNoCiphertextIsRefused() {
    assertThatThrownBy(() -> vault.decrypt("not base 64", CONTEXT))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> vault.decrypt("AAAA", CONTEXT)).isInstanceOf(VaultException.class);
  }

  @Test
  void aKeyThatIsNotThereIsToldAsTheVaults() {
    KmsVault without = new KmsVault(client, "00000000-0000-0000-0000-000000000000");

    assertThatThrownBy(() -> without.encrypt(Secret.of("canary"), CONTEXT))
        .isInstanceOf(VaultException.class)
        .hasMessageNotContaining("canary");
  }

  private String newKey() {
    return client.createKey().keyMetadata().arn();
  }
}
