package dev.sluice.catalog.secret;

import dev.sluice.catalog.aws.AwsClients;
import java.nio.file.Path;

/** Opens the vault that a configuration value names. */
public final class Vaults {
  private static final String FILE = "file:";
  private static final String KMS = "kms:";

  private Vaults() {}

  /** Opens a vault; where it is of AWS, by this process's own environment. */
  public static Vault open(String spec) {
    return open(spec, new AwsClients(System.getenv()));
  }

  /**
   * Opens a vault.
   *
   * @param spec {@code file:<path>} for a key file, made on first use; {@code kms:<key ARN>} for a
   *     key of AWS KMS
   * @param clients makes the client of KMS, where one is needed
   * @throws VaultException when there is no such vault, or its key cannot be read or made
   */
  public static Vault open(String spec, AwsClients clients) {
    if (spec.startsWith(FILE) && spec.length() > FILE.length()) {
      return new SealedBoxVault(KeyFile.readOrMake(Path.of(spec.substring(FILE.length()))));
    }
    if (spec.startsWith(KMS) && spec.length() > KMS.length()) {
      return KmsVault.open(spec.substring(KMS.length()), clients);
    }
    throw new VaultException(
        "a vault is named file:<path of a key file> or kms:<ARN of a key>, not " + spec, null);
  }
}
