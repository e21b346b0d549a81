package dev.sluice.catalog.table;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.target.Destination;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.SrtSettings;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.catalog.target.Targets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Targets} in the table. */
final class TargetStore implements Targets {
  private final Surroundings around;

  TargetStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Target create(String accountId, TargetDraft draft) {
    Sealer sealer = around.sealer(accountId, around.ids().next());
    Target target = TargetItems.draft(sealer, draft, false, around.now());
    around
        .table()
        .write(
            TargetItems.put(target, 1).ifAbsent(),
            Write.put(Key.accountTarget(accountId, target.id())));
    return target;
  }

  @Override
  public Optional<Target> find(String accountId, String targetId) {
    return around
        .table()
        .get(Key.target(targetId))
        .map(TargetItems::read)
        .filter(target -> target.accountId().equals(accountId));
  }

  @Override
  public Page<Target> list(String accountId, PageRequest page) {
    return new Pager(around, accountId, "targets")
        .page(
            Listing.oldestFirst(Key.accountPartition(accountId), Key.TARGET_PREFIX),
            page,
            this::read);
  }

  private List<Target> read(List<Item> entries) {
    List<Key> keys =
        entries.stream()
            .map(entry -> entry.key().sort().substring(Key.TARGET_PREFIX.length()))
            .map(Key::target)
            .toList();
    var items = around.table().getAll(keys);
    return keys.stream()
        .map(items::get)
        .filter(Objects::nonNull)
        .map(TargetItems::read)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public Target edit(String accountId, String targetId, TargetEdit edit) {
    return new TargetRevision(around, accountId, targetId).edit(edit);
  }

  @Override
  public void delete(String accountId, String targetId) {
    new TargetRemoval(around, accountId, targetId).run();
  }

  @Override
  public OpenDestination open(Target target) {
    Destination destination = target.destination();
    SrtSettings srt = destination.srt();
    return new OpenDestination(
        destination.protocol(),
        Objects.requireNonNull(open(target, TargetItems.URL, destination.url())),
        open(target, TargetItems.STREAM_KEY, destination.streamKey()),
        srt == null ? null : srt.streamId(),
        srt == null ? null : open(target, TargetItems.SRT_PASSPHRASE, srt.passphrase()),
        srt == null ? null : srt.latencyMillis());
  }

  private @Nullable Secret open(Target target, String field, @Nullable SealedSecret sealed) {
    return sealed == null
        ? null
        : around
            .vault()
            .decrypt(
                sealed.ciphertext(), new SecretContext(target.accountId(), target.id(), field));
  }
}
