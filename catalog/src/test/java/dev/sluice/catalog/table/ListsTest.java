package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.page.InvalidCursorException;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists: order, pages, cursors. */
@EachBackEnd
class ListsTest extends TableTest {
  ListsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @Test
  void streamsAreListedOldestFirstWholePageByPage() {
    List<Stream> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(world.stream());
    }

    assertThat(pages(3, this::streams).stream().map(List::size)).containsExactly(3, 3, 1);
    assertThat(pages(3, this::streams).stream().flatMap(List::stream))
        .containsExactlyElementsOf(made);
    assertThat(streams(PageRequest.first()).items()).containsExactlyElementsOf(made);
  }

  @Test
  void thePageThatEndsTheListHasNoCursor() {
    world.stream();
    world.stream();

    assertThat(streams(new PageRequest(2, null)).nextCursor()).isNull();
    assertThat(streams(new PageRequest(3, null)).nextCursor()).isNull();
    assertThat(streams(new PageRequest(1, null)).nextCursor()).isNotNull();
  }

  @Test
  void anEmptyListIsOneEmptyPage() {
    assertThat(streams(PageRequest.first())).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void aPageOfMoreItemsThanOneReadCanTakeIsWhole() {
    for (int i = 0; i < 51; i++) {
      world.begin(world.stream());
    }

    assertThat(streams(PageRequest.first()).items())
        .hasSize(51)
        .allMatch(stream -> stream.session() != null);
  }

  @Test
  void targetsThatBelongToAPushAreNotListed() {
    Target shared = world.target();
    world.inlinePush(world.stream());
    Target another = world.target();

    assertThat(world.catalog.targets().list(world.account.id(), PageRequest.first()).items())
        .containsExactly(shared, another);
  }

  @Test
  void pushesAreListedOldestFirst() {
    Stream stream = world.stream();
    List<Push> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(world.inlinePush(stream));
    }

    Function<PageRequest, Page<Push>> list =
        page -> world.catalog.pushes().list(world.account.id(), stream.id(), page);
    assertThat(pages(2, list).stream().flatMap(List::stream)).containsExactlyElementsOf(made);
    assertThat(world.catalog.pushes().all(stream.id())).containsExactlyElementsOf(made);
  }

  @Test
  void sessionsAreListedNewestFirst() {
    Stream stream = world.stream();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      world.after(100L * i);
      Session session = world.begin(stream);
      world.after(100L * i + 50);
      ids.addFirst(session.id());
      assertThat(
              world
                  .catalog
                  .sessions()
                  .end(stream.id(), session.id(), EndCause.TERMINATED, null, null, null))
          .isTrue();
    }

    Function<PageRequest, Page<Session>> history =
        page -> world.catalog.sessions().history(world.account.id(), stream.id(), page);
    assertThat(pages(2, history).stream().flatMap(List::stream).map(Session::id))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void anotherAccountsListsAreNotFound() {
    Stream stream = world.stream();
    Account other = world.catalog.accounts().create("other");

    assertThat(world.catalog.streams().list(other.id(), PageRequest.first()).items()).isEmpty();
    assertThatThrownBy(
            () -> world.catalog.pushes().list(other.id(), stream.id(), PageRequest.first()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> world.catalog.sessions().history(other.id(), stream.id(), PageRequest.first()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aCursorOfAnotherAccountListOrStreamIsRefused() {
    Stream one = world.stream();
    Stream two = world.stream();
    for (int i = 0; i < 2; i++) {
      world.inlinePush(one);
      world.inlinePush(two);
    }
    String streamsCursor = cursor(streams(new PageRequest(1, null)));
    String pushesCursor =
        cursor(world.catalog.pushes().list(world.account.id(), one.id(), new PageRequest(1, null)));
    Account other = world.catalog.accounts().create("other");

    assertRefused(
        () -> world.catalog.streams().list(other.id(), new PageRequest(1, streamsCursor)));
    assertRefused(
        () -> world.catalog.targets().list(world.account.id(), new PageRequest(1, streamsCursor)));
    assertRefused(
        () ->
            world
                .catalog
                .pushes()
                .list(world.account.id(), two.id(), new PageRequest(1, pushesCursor)));
  }

  @Test
  void anAlteredCursorIsRefused() {
    world.stream();
    world.stream();
    String cursor = cursor(streams(new PageRequest(1, null)));

    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertRefused(() -> streams(new PageRequest(1, altered)));
    }
    for (String altered : List.of("", "A", "%%%", cursor + "=", cursor + "A", "x".repeat(9000))) {
      assertRefused(() -> streams(new PageRequest(1, altered)));
    }
  }

  private Page<Stream> streams(PageRequest page) {
    return world.catalog.streams().list(world.account.id(), page);
  }

  private static void assertRefused(ThrowingCallable list) {
    assertThatThrownBy(list).isInstanceOf(InvalidCursorException.class);
  }

  private static String cursor(Page<?> page) {
    return Objects.requireNonNull(page.nextCursor());
  }

  private static <T> List<List<T>> pages(int limit, Function<PageRequest, Page<T>> list) {
    List<List<T>> pages = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<T> page = list.apply(new PageRequest(limit, cursor));
      pages.add(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    return pages;
  }
}
