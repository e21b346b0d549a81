package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.TargetDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/table.md tells every kind of item and its attributes, no more and no less. */
@EachBackEnd
class TableDocsTest extends TableTest {
  private static final Path PAGE = Path.of("../docs/table.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Set<String> OF_EVERY_ITEM =
      Set.of(SluiceTable.PARTITION_KEY, SluiceTable.SORT_KEY, SluiceTable.SHAPE);

  TableDocsTest(BackEnd backEnd) {
    super(backEnd);
  }

  /** One row of the page. */
  private record Kind(Pattern partition, Pattern sort, Set<String> attributes) {
    boolean covers(Key key) {
      return partition.matcher(key.partition()).matches() && sort.matcher(key.sort()).matches();
    }
  }

  @Test
  void theListOfItemsIsWhatTheCatalogWrites() throws IOException {
    writeEveryKindOfItem();

    List<Kind> kinds = kinds();
    Map<Kind, Set<String>> written = new LinkedHashMap<>();
    kinds.forEach(kind -> written.put(kind, new TreeSet<>()));
    for (Item item : world.everything()) {
      List<Kind> covering = kinds.stream().filter(kind -> kind.covers(item.key())).toList();
      assertThat(covering).as("kinds of %s", item.key()).hasSize(1);
      Objects.requireNonNull(written.get(covering.getFirst())).addAll(item.attributes().keySet());
    }
    written.forEach(
        (kind, attributes) -> {
          assertThat(attributes).as("some item of %s", kind).isNotEmpty();
          attributes.removeAll(OF_EVERY_ITEM);
          assertThat(attributes)
              .as("attributes of %s", kind)
              .containsExactlyInAnyOrderElementsOf(kind.attributes());
        });
  }

  @Test
  void everyItemBearsTheVersionOfItsShape() {
    writeEveryKindOfItem();

    assertThat(world.everything())
        .allSatisfy(
            item ->
                assertThat(item.number(SluiceTable.SHAPE)).isEqualTo(SluiceTable.SHAPE_VERSION));
  }

  private void writeEveryKindOfItem() {
    var catalog = world.catalog;
    String account = world.account.id();
    catalog.accounts().createApiKey(account, "first");
    var _ = catalog.idempotency().claim(account, "key", "hash");
    catalog.idempotency().remember(account, "key", "hash", 201, "{}");
    Stream stream =
        catalog
            .streams()
            .create(account, new StreamDraft("s", World.SOURCE, "rtmp://x", World.HOLD, false))
            .stream();
    var shared =
        catalog
            .targets()
            .create(account, new TargetDraft("t", Drafts.srt(), true, false, List.of("odd")));
    var push = world.push(stream, shared);
    Session first = world.begin(stream);
    var _ =
        catalog
            .sessions()
            .end(
                stream.id(), first.id(), EndCause.LAUNCH_FAILED, Reason.LAUNCH_FAILED, "why", null);
    catalog.sessions().begin(stream.id(), new LiveEvent("show", null, world.after(60)));
    String session = world.control(stream).sessionId();
    assertThat(session).isNotNull();
    var launch =
        catalog
            .launches()
            .freeze(stream.id(), session, 1, Map.of("cpu", "256"), world.clock.instant())
            .orElseThrow();
    catalog.launches().started(launch, "task-1");
    var lease = catalog.leases().acquire(stream.id(), session, 1, "owner");
    catalog
        .sessions()
        .observe(
            lease,
            SessionState.HOLDING,
            Reason.SOURCE_LOST,
            "away",
            new SourceInfo("h264", null, null, null, null, null, null, null, null));
    catalog.statuses().write(lease, List.of(Samples.status(push, first)));
    catalog.statuses().count(lease, List.of(Samples.status(push, first)));
    assertThat(catalog.sessions().idle(stream.id(), "show", world.after(70))).isTrue();
    catalog.streams().rotateKey(account, stream.id());
    Stream contested = world.stream();
    for (String connection : List.of("one", "other")) {
      catalog
          .sessions()
          .begin(contested.id(), LiveEvent.ofConnection(connection, World.SOURCE, world.after(80)));
    }
  }

  private static List<Kind> kinds() throws IOException {
    List<Kind> kinds = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[1].contains("{")) {
        String always = cells[3].split("in passing", -1)[0];
        kinds.add(new Kind(pattern(cells[1]), pattern(cells[2]), codes(always)));
      }
    }
    assertThat(kinds).hasSizeGreaterThan(10);
    return kinds;
  }

  /** A key with its ids in braces, as a pattern. */
  private static Pattern pattern(String cell) {
    String key = codes(cell).iterator().next();
    return Pattern.compile(
        Arrays.stream(key.split("\\{[a-z]+}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^#]+")));
  }

  private static Set<String> codes(String cell) {
    return CODE.matcher(cell)
        .results()
        .map((MatchResult r) -> r.group(1))
        .collect(Collectors.toSet());
  }
}
