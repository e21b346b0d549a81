package dev.sluice.catalog.secret;

import dev.sluice.catalog.aws.AwsClients;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * A vault whose key never leaves AWS KMS. Secrets are short (KMS takes up to 4,096 bytes), so each
 * is encrypted by KMS itself, with account, object and field as encryption context: a role may be
 * allowed one account's secrets alone, and CloudTrail tells which secret was opened.
 *
 * <p>Throttling and network errors surface as the SDK's own exceptions. Thread-safe.
 */
final class KmsVault implements Vault {
  /** arn:partition:kms:region:account:key/id. */
  private static final int ARN_PARTS = 6;

  private static final int ARN_REGION = 3;

  private final KmsClient client;
  private final String keyId;

  KmsVault(KmsClient client, String keyId) {
    this.client = client;
    this.keyId = keyId;
  }

  static KmsVault open(String keyId, AwsClients clients) {
    String[] arn = keyId.split(":", -1);
    AwsClients there = arn.length == ARN_PARTS ? clients.inRegion(arn[ARN_REGION]) : clients;
    return new KmsVault(there.build(KmsClient.builder()), keyId);
  }

  @Override
  public String encrypt(Secret secret, SecretContext context) {
    SdkBytes plain = SdkBytes.fromString(secret.reveal(), StandardCharsets.UTF_8);
    try {
      var answer =
          client.encrypt(
              request ->
                  request.keyId(keyId).plaintext(plain).encryptionContext(contextMap(context)));
      return Base64.getEncoder().encodeToString(answer.ciphertextBlob().asByteArray());
    } catch (KmsException e) {
      throw refusedOrPassing("sealed", e);
    }
  }

  @Override
  public Secret decrypt(String ciphertext, SecretContext context) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(ciphertext);
    } catch (IllegalArgumentException e) {
      throw new VaultException("this is not a secret that KMS sealed", e);
    }
    try {
      var answer =
          client.decrypt(
              request ->
                  request
                      .keyId(keyId)
                      .ciphertextBlob(SdkBytes.fromByteArray(blob))
                      .encryptionContext(contextMap(context)));
      return Secret.of(answer.plaintext().asString(StandardCharsets.UTF_8));
    } catch (InvalidCiphertextException | IncorrectKeyException e) {
      throw new VaultException(
          "a secret does not open: sealed under another key, for another object, or altered", e);
    } catch (KmsException e) {
      throw refusedOrPassing("opened", e);
    }
  }

  /**
   * What KMS refuses for good is the vault's to tell; what passes is for the caller to try again.
   */
  private static RuntimeException refusedOrPassing(String what, KmsException e) {
    boolean passing = e.isThrottlingException() || e.statusCode() >= 500;
    return passing ? e : new VaultException("a secret could not be " + what + " by KMS", e);
  }

  private static Map<String, String> contextMap(SecretContext context) {
    return Map.of(
        "accountId", context.accountId(),
        "objectId", context.objectId(),
        "field", context.field());
  }
}
