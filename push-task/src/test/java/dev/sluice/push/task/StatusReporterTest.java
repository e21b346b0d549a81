package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.push.testing.Specs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written when, by a clock of the test's own. */
class StatusReporterTest {
  private static final int DAY = (int) StatusReporter.STATES_EVERY.toSeconds();
  private static final Lease LEASE = new Lease("stream", "session", 1, "task", 1, Instant.MAX);

  private final LocalTable table = LocalTable.open();
  private final FakeEngine engine = new FakeEngine();
  private final SourceWatch source = new SourceWatch(engine, table.clock(), () -> {});
  private final Writes writes = new Writes();
  private final StatusReporter reporter =
      new StatusReporter(writes, table.catalog().sessions(), table.clock());

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aStateIsWrittenAtOnceAndTheCountersOfAllPushesTogetherEveryTenSeconds() {
    reportAfter(0);
    want("a", "b");
    reportAfter(1);
    assertThat(writes.taken()).containsExactly("states [a, b]");

    engine.sent(1_000);
    reportAfter(8);
    assertThat(writes.taken()).as("9 s after the last").isEmpty();
    reportAfter(1);
    assertThat(writes.taken()).containsExactly("counters [a, b]");

    reportAfter(10);
    assertThat(writes.taken()).as("nothing new").isEmpty();
  }

  @Test
  void aStateThatDoesNotChangeIsWrittenAgainLongBeforeItExpires() {
    want("a");
    reportAfter(0);
    assertThat(writes.taken()).containsExactly("states [a]");
    reportAfter(DAY - 1);
    assertThat(writes.taken()).isEmpty();
    reportAfter(1);
    assertThat(writes.taken()).containsExactly("states [a]");
  }

  @Test
  void aPushThatEndedIsNotCountedAnyMore() {
    want("a", "b");
    reportAfter(0);
    engine.ended("b");
    engine.sent(1_000);
    reportAfter(10);
    assertThat(writes.taken()).containsExactly("states [a, b]", "states [b]", "counters [a]");
  }

  @Test
  void theEndOfAPushIsWrittenOnceThoughItsFirstWriteFails() {
    want("a", "b");
    reportAfter(0);
    engine.ended("b");
    writes.failNext = true;
    assertThatThrownBy(() -> reportAfter(1)).hasMessage("the table is away");
    reportAfter(1);
    assertThat(writes.taken()).containsExactly("states [a, b]", "states [b]");
    assertThat(engine.statuses()).extracting(PushStatus::pushId).containsExactly("a");

    reportAfter(DAY);
    assertThat(writes.taken()).containsExactly("states [a]");
    assertThat(reporter.remembered()).containsExactly("a");
  }

  @Test
  void countersThatCouldNotBeWrittenAreWrittenTheNextTime() {
    want("a");
    reportAfter(0);
    engine.sent(1_000);
    writes.failNext = true;
    assertThatThrownBy(() -> reportAfter(10)).hasMessage("the table is away");
    assertThat(writes.taken()).containsExactly("states [a]");

    reportAfter(1);
    assertThat(writes.taken()).containsExactly("counters [a]");
  }

  private void want(String... pushIds) {
    engine.apply(
        1,
        Instant.EPOCH,
        List.of(pushIds).stream().map(id -> Specs.rtmp(id, "rtmp://x/live", "key")).toList());
  }

  private void reportAfter(int seconds) {
    table.clock().advance(Duration.ofSeconds(seconds));
    reporter.report(LEASE, engine, source.seen());
  }

  /** Notes what is written, of whom. */
  private static final class Writes implements Statuses {
    private final List<String> made = new ArrayList<>();
    private boolean failNext;

    @Override
    public void write(Lease lease, Collection<PushStatus> statuses) {
      note("states", statuses);
    }

    @Override
    public void count(Lease lease, Collection<PushStatus> statuses) {
      note("counters", statuses);
    }

    @Override
    public Map<String, PushStatus> ofPushes(String streamId, Collection<String> pushIds) {
      throw new UnsupportedOperationException("a task does not read statuses");
    }

    private void note(String what, Collection<PushStatus> statuses) {
      if (failNext) {
        failNext = false;
        throw new IllegalStateException("the table is away");
      }
      made.add(what + " " + statuses.stream().map(PushStatus::pushId).toList());
    }

    private List<String> taken() {
      List<String> taken = List.copyOf(made);
      made.clear();
      return taken;
    }
  }
}
