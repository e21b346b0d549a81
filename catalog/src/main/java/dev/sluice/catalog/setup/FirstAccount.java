package dev.sluice.catalog.setup;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes an account and an API key in a deployed table, with the credentials of the environment. The
 * API cannot: whoever calls it has a key already. {@code infra/first-account} runs this.
 *
 * <p>Reads {@code SLUICE_TABLE} and {@code SLUICE_VAULT}. The only argument is the account's name.
 */
public final class FirstAccount {
  private static final int WRONG_USE = 2;

  private FirstAccount() {}

  /** Prints the account's id and, this once, the key: the table keeps its hash alone. */
  public static void main(String[] words) {
    Map<String, String> environment = System.getenv();
    String table = environment.get("SLUICE_TABLE");
    String vault = environment.get("SLUICE_VAULT");
    if (words.length != 1 || words[0].isBlank() || table == null || vault == null) {
      System.err.println("usage: SLUICE_TABLE=... SLUICE_VAULT=... FirstAccount <account's name>");
      System.exit(WRONG_USE);
      return;
    }
    AwsClients clients = new AwsClients(environment);
    try (DynamoDbClient dynamo = clients.build(DynamoDbClient.builder())) {
      Accounts accounts =
          DynamoCatalog.open(
                  dynamo, table, Vaults.open(vault, clients), Clock.systemUTC(), new SecureRandom())
              .accounts();
      Account account = accounts.create(words[0]);
      Secret key = accounts.createApiKey(account.id(), "first");
      System.out.println("accountId " + account.id());
      System.out.println("apiKey " + key.reveal());
    }
  }
}
