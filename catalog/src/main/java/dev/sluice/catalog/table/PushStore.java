package dev.sluice.catalog.table;

import dev.sluice.catalog.LimitExceededException;
import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Pushes} in the table. */
final class PushStore implements Pushes {
  private final Surroundings around;

  PushStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Push create(String accountId, String streamId, PushDraft draft) {
    requireRoom(accountId, streamId);
    String pushId = around.ids().next();
    Instant now = around.now();
    Target target = target(accountId, draft, now);
    Push push =
        new Push(
            pushId,
            streamId,
            accountId,
            target,
            draft.enabled(),
            draft.profile(),
            draft.videoOnly(),
            draft.silentAudio(),
            0,
            0,
            now,
            now);
    List<Write> writes = new ArrayList<>();
    writes.add(
        StreamConfig.bump(streamId, now)
            .ifEquals("accountId", accountId)
            .ifLess("pushes", MAX_PER_STREAM)
            .add("pushes", 1));
    writes.add(PushItems.put(push, 1));
    writes.add(TargetUse.of(push));
    writes.add(
        target.inline()
            ? TargetItems.put(target, 1)
            : Write.check(Key.target(target.id())).ifExists().ifMissing(Removal.DELETING));
    try {
      around.table().write(writes);
    } catch (ConditionFailed e) {
      if (!e.at(Key.config(streamId))) {
        throw new NotFoundException("target");
      }
      requireRoom(accountId, streamId);
      throw full();
    }
    return push;
  }

  private void requireRoom(String accountId, String streamId) {
    if (around.config(accountId, streamId).pushes() >= MAX_PER_STREAM) {
      throw full();
    }
  }

  private static LimitExceededException full() {
    return new LimitExceededException("a stream has at most " + MAX_PER_STREAM + " pushes");
  }

  private Target target(String accountId, PushDraft draft, Instant now) {
    if (draft.inline() != null) {
      Sealer sealer = around.sealer(accountId, around.ids().next());
      return TargetItems.draft(sealer, draft.inline(), true, now);
    }
    // A target of another push is nobody else's to use.
    return around
        .table()
        .get(Key.target(Objects.requireNonNull(draft.targetId())))
        .map(TargetItems::read)
        .filter(target -> target.accountId().equals(accountId) && !target.inline())
        .orElseThrow(() -> new NotFoundException("target"));
  }

  @Override
  public Optional<Push> find(String accountId, String streamId, String pushId) {
    return item(accountId, streamId, pushId)
        .flatMap(item -> read(List.of(item)).stream().findFirst());
  }

  private Optional<Item> item(String accountId, String streamId, String pushId) {
    Key push = Key.push(streamId, pushId);
    Key config = Key.config(streamId);
    Map<Key, Item> items = around.table().getAll(List.of(push, config));
    // A stream on its way out has no CONFIG any more, and no push to show.
    return Optional.ofNullable(items.get(push))
        .filter(item -> items.containsKey(config))
        .filter(item -> item.text("accountId").equals(accountId));
  }

  @Override
  public Page<Push> list(String accountId, String streamId, PageRequest page) {
    StreamConfig config = around.config(accountId, streamId);
    return new Pager(around, accountId, "pushes:" + config.streamId())
        .page(listing(streamId), page, this::read);
  }

  @Override
  public List<Push> all(String streamId) {
    return read(around.table().query(listing(streamId), null, MAX_PER_STREAM));
  }

  private static Listing listing(String streamId) {
    return Listing.oldestFirst(Key.streamPartition(streamId), Key.PUSH_PREFIX);
  }

  /** The pushes with their targets; one whose target is on its way out goes with it. */
  private List<Push> read(List<Item> items) {
    Map<Key, Item> targets =
        around
            .table()
            .getAll(items.stream().map(item -> Key.target(item.text("targetId"))).toList());
    List<Push> pushes = new ArrayList<>();
    for (Item item : items) {
      Item targetItem = targets.get(Key.target(item.text("targetId")));
      @Nullable Target target = targetItem == null ? null : TargetItems.read(targetItem);
      if (target != null) {
        pushes.add(PushItems.read(item, target));
      }
    }
    return pushes;
  }

  @Override
  public Push edit(String accountId, String streamId, String pushId, PushEdit edit) {
    return around.table().untilItHolds(() -> tryEdit(accountId, streamId, pushId, edit));
  }

  private Push tryEdit(String accountId, String streamId, String pushId, PushEdit edit) {
    Item item = item(accountId, streamId, pushId).orElseThrow(() -> new NotFoundException("push"));
    Item targetItem =
        around
            .table()
            .get(Key.target(item.text("targetId")))
            .orElseThrow(() -> new NotFoundException("push"));
    Target target = TargetItems.read(targetItem);
    if (target == null) {
      throw new NotFoundException("push");
    }
    Push old = PushItems.read(item, target);
    Push changed = PushChanges.apply(old, edit, around);
    if (changed.equals(old)) {
      return old;
    }
    List<Write> writes = new ArrayList<>();
    writes.add(StreamConfig.bump(streamId, around.now()));
    writes.add(replaced(PushItems.put(changed, version(item) + 1), item));
    if (!changed.target().equals(target)) {
      writes.add(replaced(TargetItems.put(changed.target(), version(targetItem) + 1), targetItem));
    }
    around.table().write(writes);
    return changed;
  }

  private static long version(Item item) {
    return item.number(PushItems.VERSION);
  }

  private static Write replaced(Write write, Item read) {
    return write.ifEquals(PushItems.VERSION, version(read));
  }

  @Override
  public void delete(String accountId, String streamId, String pushId) {
    Item item = item(accountId, streamId, pushId).orElseThrow(() -> new NotFoundException("push"));
    List<Write> writes = new ArrayList<>();
    writes.add(StreamConfig.bump(streamId, around.now()).add("pushes", -1));
    writes.addAll(PushItems.remove(item));
    orNotFound(writes);
  }

  @Override
  public void retry(String accountId, String streamId, String pushId) {
    count(accountId, streamId, pushId, "retries");
  }

  @Override
  public void restart(String accountId, String streamId, String pushId) {
    count(accountId, streamId, pushId, "restarts");
  }

  private void count(String accountId, String streamId, String pushId, String counter) {
    orNotFound(
        List.of(
            StreamConfig.bump(streamId, around.now()),
            Write.update(Key.push(streamId, pushId))
                .ifExists()
                .ifEquals("accountId", accountId)
                .add(counter, 1)
                .add(PushItems.VERSION, 1)));
  }

  private void orNotFound(List<Write> writes) {
    try {
      around.table().write(writes);
    } catch (ConditionFailed e) {
      throw new NotFoundException("push");
    }
  }
}
