package dev.sluice.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBoxVaultTest {
  private static final SecretContext CONTEXT = new SecretContext("account", "object", "url");
  private final SealedBoxVault vault = vault(1);

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "rtmps://a.example:443/app/key?a=b", "ключ-🔑"})
  void whatWasSealedOpensUnderItsContext(String text) {
    Secret secret = Secret.of(text);

    assertThat(vault.decrypt(vault.encrypt(secret, CONTEXT), CONTEXT)).isEqualTo(secret);
  }

  @Test
  void theSameSecretIsSealedDifferentlyEachTime() {
    Secret secret = Secret.of("key");

    assertThat(vault.encrypt(secret, CONTEXT)).isNotEqualTo(vault.encrypt(secret, CONTEXT));
  }

  @ParameterizedTest
  @CsvSource({
    "other, object, url",
    "account, other, url",
    "account, object, streamKey",
    "accountobject, '', url",
    "accoun, tobject, url",
  })
  void itDoesNotOpenUnderAnyOtherContext(String account, String object, String field) {
    String ciphertext = vault.encrypt(Secret.of("canary"), CONTEXT);

    assertThatThrownBy(() -> vault.decrypt(ciphertext, new SecretContext(account, object, field)))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("does not open");
  }

  @Test
  void itDoesNotOpenUnderAnotherKey() {
    String ciphertext = vault.encrypt(Secret.of("canary"), CONTEXT);

    assertThatThrownBy(() -> vault(2).decrypt(ciphertext, CONTEXT))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void itDoesNotOpenWhenAnyByteWasAltered() {
    byte[] whole = Base64.getDecoder().decode(vault.encrypt(Secret.of("canary"), CONTEXT));

    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 1;
      String ciphertext = Base64.getEncoder().encodeToString(altered);
      assertThatThrownBy(() -> vault.decrypt(ciphertext, CONTEXT))
          .as("byte %d", i)
          .isInstanceOf(VaultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AQ==", "not base 64", "AQAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoCiphertextIsRefused(String text) {
    assertThatThrownBy(() -> vault.decrypt(text, CONTEXT)).isInstanceOf(VaultException.class);
  }

  private static SealedBoxVault vault(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    return new SealedBoxVault(new SecretKeySpec(key, "AES"));
  }
}
