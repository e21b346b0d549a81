package dev.sluice.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no child outlives this JVM, however the JVM ends. A shell reads from a pipe which
 * children live; when the pipe breaks, because this JVM closed it or was killed, the shell kills
 * those that are left, and runs one last command if it was given one. SIGKILL reaches a child that
 * is stopped or deaf too, which a child that watches its own parent would not survive to see.
 *
 * <p>Should the shell itself be killed, the next start of a child starts another. Thread-safe.
 */
public final class ProcessGuard implements AutoCloseable {

  /** Deaf to Ctrl-C, which a terminal sends to the whole group: the JVM decides when it ends. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      alive=' '
      while read -r change pid; do
        case $change in
          +) alive="$alive$pid " ;;
          -) alive="${alive%% $pid *} ${alive#* $pid }" ;;
        esac
      done
      for pid in $alive; do kill -KILL "$pid" 2>/dev/null; done
      [ $# -eq 0 ] || exec "$@"
      """;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

  /** More than shells and {@code rm} need. */
  private static final Duration LAST_TIMEOUT = Duration.ofSeconds(5);

  private final List<String> last;
  private final Duration lastTimeout;
  private final Map<Long, Process> alive = new LinkedHashMap<>();
  private Process shell;
  private boolean closed;

  private ProcessGuard(List<String> last, Duration lastTimeout, Process shell) {
    this.last = last;
    this.lastTimeout = lastTimeout;
    this.shell = shell;
  }

  /**
   * Starts the shell.
   *
   * @throws IOException if there is no {@code /bin/sh}
   */
  public static ProcessGuard start() throws IOException {
    return start(List.of());
  }

  /**
   * Starts the shell.
   *
   * @param last a command that is run when this JVM has ended, or {@link #close} is called: for
   *     what cannot be ended by a signal to a child
   * @throws IOException if there is no {@code /bin/sh}
   */
  public static ProcessGuard start(List<String> last) throws IOException {
    return start(last, LAST_TIMEOUT);
  }

  /**
   * The same for a command that takes its time.
   *
   * @param lastTimeout how long {@link #close} waits for it; it is killed then
   * @throws IOException if there is no {@code /bin/sh}
   */
  public static ProcessGuard start(List<String> last, Duration lastTimeout) throws IOException {
    return new ProcessGuard(last, lastTimeout, startShell(last));
  }

  /**
   * Starts a child that ends with this JVM at the latest.
   *
   * @throws IOException if it cannot be started, or the guard is closed
   */
  public synchronized Process start(ProcessBuilder command) throws IOException {
    if (closed) {
      throw new IOException("this run is ending");
    }
    if (!shell.isAlive()) {
      LOG.warn("the shell that guards child processes was ended from outside; starting another");
      shell = startShell(last);
      for (long pid : alive.keySet()) {
        tell('+', pid);
      }
    }
    Process child = command.start();
    alive.put(child.pid(), child);
    try {
      tell('+', child.pid());
    } catch (IOException e) {
      child.destroyForcibly();
      throw e;
    }
    var _ = child.onExit().thenAccept(this::ended);
    return child;
  }

  /** Kills every child that is left, and waits for the last command. */
  @Override
  public synchronized void close() {
    closed = true;
    alive.values().forEach(Process::destroyForcibly);
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(lastTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the last command did not end within {} s: {}", lastTimeout.toSeconds(), last);
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.debug("the guard's pipe was broken already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void ended(Process child) {
    alive.remove(child.pid());
    if (closed) {
      return;
    }
    try {
      tell('-', child.pid());
    } catch (IOException e) {
      LOG.debug("the guard's pipe is broken; the next child gets a new guard", e);
    }
  }

  private void tell(char change, long pid) throws IOException {
    OutputStream pipe = shell.getOutputStream();
    pipe.write((change + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }

  private static Process startShell(List<String> last) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "guard"));
    command.addAll(last);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
