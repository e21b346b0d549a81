package dev.sluice.local.run;

import dev.sluice.local.aws.AwsServices;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.table.TableAccess;
import dev.sluice.local.table.TableServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a run keeps its data in: DynamoDB Local and a key file, or services of an AWS endpoint.
 *
 * @param table where the table is, or is made
 * @param tableName its name
 * @param vault as {@code SLUICE_VAULT} names it
 * @param keyFile the owner's API key is in it. Another table is another account: neither run may
 *     lose the other's key
 * @param environment by which a task reaches both
 * @param aws null where the run has its own
 */
record Services(
    DynamoDbClient table,
    String tableName,
    String vault,
    String keyFile,
    Map<String, String> environment,
    @Nullable AwsServices aws) {

  static Services open(LocalSettings settings, DataFolder folder, Closers closers)
      throws StartException {
    if (settings.aws().isEmpty()) {
      URI own = closers.add(TableServer.start(settings.data())).uri();
      TableAccess table = new TableAccess(settings.tableRoute().apply(own), "sluice");
      String vault = "file:" + folder.file("vault.key").toAbsolutePath();
      return new Services(
          closers.add(table.open()), table.name(), vault, "api-key", table.environment(), null);
    }
    AwsServices aws = closers.add(AwsServices.open(folder, settings.aws()));
    Map<String, String> environment = new HashMap<>(settings.aws());
    environment.put("SLUICE_TABLE", aws.tableName());
    return new Services(aws.table(), aws.tableName(), aws.vault(), "api-key-aws", environment, aws);
  }
}
