package dev.sluice.local.run;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The account of the one person who uses a local run, and its API key. The catalog keeps a hash
 * alone, so the key stands in the data folder, in a file that only its owner may read.
 */
public record Owner(String accountId, Secret apiKey) {
  /**
   * The owner of a data folder, made at its first use.
   *
   * @param name of the file with the key
   * @throws StartException if the file cannot be read or written
   */
  static Owner of(DataFolder folder, String name, Accounts accounts) throws StartException {
    Path file = folder.file(name);
    try {
      Secret known = Secret.of(Files.readString(file).strip());
      Account account = accounts.findByApiKey(known).orElse(null);
      if (account != null) {
        return new Owner(account.id(), known);
      }
      // The table was removed and the key was not: both begin anew.
    } catch (NoSuchFileException e) {
      // The first run on this folder.
    } catch (IOException e) {
      throw new StartException("the API key in " + file + " cannot be read", e);
    }
    Account account = accounts.create("local");
    Secret key = accounts.createApiKey(account.id(), "local");
    try {
      folder.writePrivate(name, key.reveal() + "\n");
    } catch (IOException e) {
      throw new StartException("the API key cannot be written to " + file, e);
    }
    return new Owner(account.id(), key);
  }
}
