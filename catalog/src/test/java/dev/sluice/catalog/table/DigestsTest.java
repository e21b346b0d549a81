package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against the published vectors. */
class DigestsTest {
  @Test
  void sha256OfAbcIsThatOfFips180() {
    assertThat(Digests.lookUp(Secret.of("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void hmacIsThatOfRfc4231TestCase2() {
    byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);

    assertThat(HexFormat.of().formatHex(Digests.hmac(key, "what do ya want for nothing?")))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}
