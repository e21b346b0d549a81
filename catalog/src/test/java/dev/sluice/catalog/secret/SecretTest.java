package dev.sluice.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = Secret.of("live_canary");

  @Test
  void itNeverPrints() {
    assertThat(SECRET + " " + List.of(SECRET)).doesNotContain("canary");
    assertThat(String.format("%s", SECRET)).isEqualTo("***");
    assertThat(new SealedSecret("ciphertext", "fingerprint").toString())
        .doesNotContain("ciphertext", "fingerprint");
  }

  @Test
  void itGivesASerialiserNothingToWrite() {
    assertThat(SECRET).isNotInstanceOf(Serializable.class);
    assertThat(Secret.class.isRecord()).isFalse();
    assertThat(Secret.class.getFields()).isEmpty();
    assertThat(Arrays.stream(Secret.class.getDeclaredMethods()))
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("of", "reveal", "equals", "hashCode", "toString");
  }

  @Test
  void equalTextsAreEqualSecrets() {
    assertThat(Secret.of("live_canary")).isEqualTo(SECRET).hasSameHashCodeAs(SECRET);
    assertThat(Secret.of("live_canarz")).isNotEqualTo(SECRET);
    assertThat(SECRET.equals(new Object())).isFalse();
    assertThat(SECRET.reveal()).isEqualTo("live_canary");
  }
}
