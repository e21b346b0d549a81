package dev.sluice.bench.task;

import dev.sluice.bench.process.Child;
import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.table.LoneAccount;
import dev.sluice.local.table.TableAccess;
import dev.sluice.local.table.TableServer;
import dev.sluice.local.task.TaskCommand;
import dev.sluice.local.training.Rehearsal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table, and push tasks that run from it: their own processes, with the flags of the image. */
public final class TaskHost implements AutoCloseable {
  private final Path home;
  private final TableServer server;
  private final LoneAccount account;
  private final Map<String, String> environment;

  /**
   * Trains the start of the push task, so that what is measured is a task as it is shipped, and
   * starts the table. Half a minute.
   *
   * @param home the project's folder, built
   * @param folder the table's
   */
  public static TaskHost start(Path home, Path folder)
      throws IOException, StartException, InterruptedException {
    System.err.println("training the push task's start ...");
    Path log = home.resolve("push-task/target/training.log");
    try {
      Rehearsal.ofProject(home).run(Redirect.to(log.toFile()));
    } catch (IOException e) {
      throw new IOException("the push task could not be trained; it says in " + log, e);
    }
    return new TaskHost(home, folder);
  }

  private TaskHost(Path home, Path folder) throws StartException {
    this.home = home;
    this.server = TableServer.start(folder);
    String vault = "file:" + folder.resolve("vault.key");
    TableAccess table = new TableAccess(server.uri(), "bench");
    this.account = new LoneAccount(table, Vaults.open(vault));
    this.environment = new HashMap<>(table.environment());
    this.environment.put("SLUICE_VAULT", vault);
  }

  /** Makes a stream that is pulled from a URL; its id. */
  public String stream(String sourceUrl) {
    return account.stream(sourceUrl);
  }

  /**
   * Makes a push; its id.
   *
   * @param url of the target; an RTMP one ends in its stream key
   */
  public String push(String stream, Protocol protocol, String url) {
    if (protocol == Protocol.SRT) {
      return account.push(stream, protocol, url, null);
    }
    int slash = url.lastIndexOf('/');
    return account.push(stream, protocol, url.substring(0, slash), url.substring(slash + 1));
  }

  /** Switches a push. */
  public void enable(String stream, String push, boolean enabled) {
    var _ =
        account
            .catalog()
            .pushes()
            .edit(account.id(), stream, push, new PushEdit(enabled, null, null, null, null));
  }

  /** What the task last said of each push, by its id. */
  public Map<String, PushStatus> statuses(String stream) {
    Catalog catalog = account.catalog();
    List<String> pushes = catalog.pushes().all(stream).stream().map(Push::id).toList();
    return catalog.statuses().ofPushes(stream, pushes);
  }

  /**
   * Starts the task of a stream.
   *
   * @param more of its environment
   */
  public Child start(String stream, Map<String, String> more, Path log) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    String session = account.begin(stream);
    Launch launch = new Launch(stream, session, 1, Map.of(), null, Instant.now(), null, null);
    return Child.start(new TaskCommand(home, all).of(launch).command(), all, log);
  }

  @Override
  public void close() {
    account.close();
    server.close();
  }
}
