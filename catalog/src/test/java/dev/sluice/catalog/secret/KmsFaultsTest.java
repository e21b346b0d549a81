package dev.sluice.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/** What KMS refuses for good is the vault's to tell; what passes surfaces as the SDK's own. */
class KmsFaultsTest {
  private static final String ARN = "arn:aws:kms:eu-west-1:000000000000:key/k";
  private static final SecretContext CONTEXT = new SecretContext("account", "object", "url");

  @Test
  void aRoleThatMayNotIsToldAsTheVaults() {
    Vault vault = failing(kms("AccessDeniedException", 400));

    assertThatThrownBy(() -> vault.decrypt("AAAA", CONTEXT)).isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> vault.encrypt(Secret.of("canary"), CONTEXT))
        .isInstanceOf(VaultException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void throttlingAndOutagesSurfaceUnchanged() {
    for (RuntimeException passing :
        new RuntimeException[] {
          kms("ThrottlingException", 400),
          KmsInternalException.builder().statusCode(500).message("away").build(),
          SdkClientException.create("no route to host")
        }) {
      assertThatThrownBy(() -> failing(passing).decrypt("AAAA", CONTEXT)).isSameAs(passing);
      assertThatThrownBy(() -> failing(passing).encrypt(Secret.of("k"), CONTEXT)).isSameAs(passing);
    }
  }

  @Test
  void theKeyAndTheWholeContextGoWithEachCall() {
    AtomicReference<EncryptRequest> sent = new AtomicReference<>();
    KmsClient client =
        new Kms() {
          @Override
          public EncryptResponse encrypt(EncryptRequest request) {
            sent.set(request);
            return EncryptResponse.builder().ciphertextBlob(SdkBytes.fromUtf8String("c")).build();
          }
        };

    assertThat(new KmsVault(client, ARN).encrypt(Secret.of("k"), CONTEXT)).isEqualTo("Yw==");

    assertThat(sent.get().keyId()).isEqualTo(ARN);
    assertThat(sent.get().encryptionContext())
        .containsOnlyKeys("accountId", "objectId", "field")
        .containsValues("account", "object", "url");
  }

  private static KmsException kms(String code, int status) {
    return (KmsException)
        KmsException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .message(code)
            .build();
  }

  private static Vault failing(RuntimeException failure) {
    return new KmsVault(
        new Kms() {
          @Override
          public EncryptResponse encrypt(EncryptRequest request) {
            throw failure;
          }

          @Override
          public DecryptResponse decrypt(DecryptRequest request) {
            throw failure;
          }
        },
        ARN);
  }

  /** A client without a service behind it. */
  private abstract static class Kms implements KmsClient {
    @Override
    public String serviceName() {
      return "kms";
    }

    @Override
    public void close() {}
  }
}
