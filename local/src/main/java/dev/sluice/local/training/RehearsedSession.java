package dev.sluice.local.training;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.table.LoneAccount;
import dev.sluice.local.table.TableAccess;
import dev.sluice.local.task.TaskCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One session of a push task against a real table and real receivers: the task reads its secrets,
 * pulls a live stream, pushes it over RTMP, RTMPS and SRT, and ends with the session.
 */
final class RehearsedSession implements AutoCloseable {
  private static final String TABLE = "training";

  /** Until every push is live; and for the task to end, which is when Java writes its cache. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration ENDING = Duration.ofMinutes(2);
  private static final int LOOK_MILLIS = 200;

  private final Map<String, String> environment;
  private final LoneAccount account;

  RehearsedSession(URI table, String kmsUrl, Path caFile) {
    TableAccess access = new TableAccess(table, TABLE);
    environment = new HashMap<>(access.environment());
    environment.put("SLUICE_VAULT", "kms:training");
    environment.put("SLUICE_CA_FILE", caFile.toString());
    environment.put("AWS_ENDPOINT_URL_KMS", kmsUrl);
    account = new LoneAccount(access, new EchoVault());
  }

  /**
   * Runs the task for so long once all its pushes are live.
   *
   * @param jvm starts the task, but for main class and ids
   * @param output takes what it says
   * @throws IOException if a push does not get live, or the task fails
   */
  void run(
      ProcessGuard guard,
      String sourceUrl,
      List<String> targets,
      Duration live,
      List<String> jvm,
      Redirect output)
      throws IOException, InterruptedException {
    String stream = account.stream(sourceUrl);
    List<String> pushes = targets.stream().map(url -> push(stream, url)).toList();
    String session = account.begin(stream);
    List<String> words = new ArrayList<>(jvm);
    words.addAll(TaskCommand.words(stream, session, 1));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
    // As where tasks run: nothing of this process's own.
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process task = guard.start(builder);
    awaitLive(task, stream, pushes);
    TimeUnit.NANOSECONDS.sleep(live.toNanos());
    boolean _ =
        account.catalog().sessions().end(stream, session, EndCause.TERMINATED, null, null, null);
    if (!task.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS) || task.exitValue() != 0) {
      throw new IOException("the task did not end in good order");
    }
  }

  @Override
  public void close() {
    account.close();
  }

  private String push(String stream, String url) {
    Protocol protocol = Protocol.valueOf(URI.create(url).getScheme().toUpperCase(Locale.ROOT));
    return account.push(stream, protocol, url, protocol == Protocol.SRT ? null : "training");
  }

  private void awaitLive(Process task, String stream, List<String> pushes)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!allLive(stream, pushes)) {
      if (!task.isAlive()) {
        throw new IOException(
            "the task ended before every push was live, with status " + task.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException("not every push got live within " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean allLive(String stream, List<String> pushes) {
    var statuses = account.catalog().statuses().ofPushes(stream, pushes).values();
    return statuses.stream().filter(status -> status.state() == PushState.LIVE).count()
        == pushes.size();
  }
}
