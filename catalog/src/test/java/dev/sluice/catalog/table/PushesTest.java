package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.LimitExceededException;
import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.target.Target;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachBackEnd
class PushesTest extends TableTest {
  private Pushes pushes;
  private Stream stream;

  PushesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    pushes = world.catalog.pushes();
    stream = world.stream();
  }

  @Test
  void aPushIsReadBackAsMadeWithItsTargetAsItIsNow() {
    Target target = world.target();
    Push push =
        pushes.create(
            world.account.id(),
            stream.id(),
            new PushDraft(target.id(), null, false, Profile.P720, true, SilentAudio.AUTO));

    assertThat(find(push)).isEqualTo(push);
    assertThat(push.profile()).isEqualTo(Profile.P720);
    assertThat(push.videoOnly()).isTrue();
    assertThat(push.silentAudio()).isEqualTo(SilentAudio.AUTO);
    assertThat(push.active()).isFalse();

    world.catalog.targets().edit(world.account.id(), target.id(), Drafts.named("renamed"));
    assertThat(find(push).target().name()).isEqualTo("renamed");
  }

  @Test
  void oneTargetMayBePushedTwice() {
    Target target = world.target();
    Push one = world.push(stream, target);
    Push two = world.push(stream, target);

    assertThat(pushes.all(stream.id())).containsExactly(one, two);
  }

  @Test
  void everyChangeRaisesTheRevisionByOne() {
    long revision = world.revision(stream);
    Push push = world.inlinePush(stream);
    assertThat(world.revision(stream)).isEqualTo(++revision);

    edit(push, Drafts.enabled(false));
    assertThat(world.revision(stream)).isEqualTo(++revision);

    edit(push, Drafts.own(Drafts.named("renamed")));
    assertThat(world.revision(stream)).isEqualTo(++revision);

    pushes.retry(world.account.id(), stream.id(), push.id());
    assertThat(world.revision(stream)).isEqualTo(++revision);

    pushes.restart(world.account.id(), stream.id(), push.id());
    assertThat(world.revision(stream)).isEqualTo(++revision);

    pushes.delete(world.account.id(), stream.id(), push.id());
    assertThat(world.revision(stream)).isEqualTo(++revision);
  }

  @Test
  void anEditThatChangesNothingRaisesNothing() {
    Push push = world.inlinePush(stream);
    long revision = world.revision(stream);

    Push same =
        edit(
            push,
            new PushEdit(
                true,
                Profile.SOURCE,
                false,
                SilentAudio.OFF,
                Drafts.destination(Drafts.streamKey("key-of-own"))));

    assertThat(same).isEqualTo(push);
    assertThat(world.revision(stream)).isEqualTo(revision);
  }

  @Test
  void retriesAndRestartsAreCounted() {
    Push push = world.inlinePush(stream);

    pushes.retry(world.account.id(), stream.id(), push.id());
    pushes.retry(world.account.id(), stream.id(), push.id());
    pushes.restart(world.account.id(), stream.id(), push.id());

    assertThat(find(push).retries()).isEqualTo(2);
    assertThat(find(push).restarts()).isEqualTo(1);
  }

  @Test
  void aTargetOfItsOwnIsEditedThroughThePushAndASharedOneIsNot() {
    Push own = world.inlinePush(stream);
    Push shared = world.push(stream, world.target());

    Push edited = edit(own, Drafts.own(Drafts.destination(Drafts.streamKey("another"))));

    assertThat(world.catalog.targets().open(edited.target()).streamKey())
        .isEqualTo(Secret.of("another"));
    assertThat(find(own)).isEqualTo(edited);
    assertThatThrownBy(() -> edit(shared, Drafts.own(Drafts.named("mine"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTargetOfItsOwnIsNobodyElsesToUse() {
    Push own = world.inlinePush(stream);

    assertThatThrownBy(() -> world.push(world.stream(), own.target()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void deletingAPushDetachesASharedTargetAndDeletesItsOwn() {
    Push shared = world.push(stream, world.target());
    Push own = world.inlinePush(stream);

    pushes.delete(world.account.id(), stream.id(), shared.id());
    pushes.delete(world.account.id(), stream.id(), own.id());

    assertThat(pushes.all(stream.id())).isEmpty();
    assertThat(world.catalog.targets().find(world.account.id(), shared.target().id()))
        .contains(shared.target());
    assertThat(world.catalog.targets().find(world.account.id(), own.target().id())).isEmpty();
    assertThatThrownBy(() -> pushes.delete(world.account.id(), stream.id(), own.id()))
        .isInstanceOf(NotFoundException.class);
    long revision = world.revision(stream);
    world.catalog.targets().edit(world.account.id(), shared.target().id(), Drafts.named("renamed"));
    assertThat(world.revision(stream)).as("nobody uses it any more").isEqualTo(revision);
  }

  @Test
  void aPushIsFoundUnderItsStreamAndAccountOnly() {
    Push push = world.inlinePush(stream);
    Stream elsewhere = world.stream();
    Account other = world.catalog.accounts().create("other");
    String mine = world.account.id();

    assertThat(pushes.find(mine, elsewhere.id(), push.id())).isEmpty();
    assertThat(pushes.find(other.id(), stream.id(), push.id())).isEmpty();
    List.<ThrowingCallable>of(
            () -> pushes.edit(other.id(), stream.id(), push.id(), Drafts.enabled(false)),
            () -> pushes.delete(other.id(), stream.id(), push.id()),
            () -> pushes.retry(other.id(), stream.id(), push.id()),
            () -> pushes.restart(other.id(), stream.id(), push.id()),
            () -> pushes.create(other.id(), stream.id(), Drafts.inline("x")),
            () -> pushes.edit(mine, elsewhere.id(), push.id(), Drafts.enabled(false)),
            () -> pushes.create(mine, "nobody", Drafts.inline("x")),
            () -> pushes.retry(mine, stream.id(), "nobody"))
        .forEach(attempt -> assertThatThrownBy(attempt).isInstanceOf(NotFoundException.class));
    assertThat(find(push)).isEqualTo(push);
  }

  @Test
  void aStreamHasAHundredPushesAndNotOneMoreHoweverManyAskAtOnce() {
    world.seedPushes(stream, world.target(), 95);

    List<Boolean> made =
        Together.run(
            12,
            () -> {
              try {
                world.inlinePush(stream);
                return true;
              } catch (LimitExceededException e) {
                return false;
              }
            });

    assertThat(made).filteredOn(m -> m).hasSize(5);
    assertThat(pushes.all(stream.id())).hasSize(100);
    pushes.delete(world.account.id(), stream.id(), pushes.all(stream.id()).getFirst().id());
    world.inlinePush(stream);
    assertThatThrownBy(() -> world.inlinePush(stream)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aPushDeletedTwiceAtOnceGivesOnePlaceBack() {
    Push push = world.inlinePush(stream);

    List<Boolean> deleted =
        Together.run(
            4,
            () -> {
              try {
                pushes.delete(world.account.id(), stream.id(), push.id());
                return true;
              } catch (NotFoundException e) {
                return false;
              }
            });

    assertThat(deleted).containsOnlyOnce(true);
    assertThat(StreamConfig.read(config()).pushes()).isZero();
  }

  @Test
  void changesAtOnceLoseNothing() {
    Push push = world.inlinePush(stream);
    long before = world.revision(stream);

    Together.run(
        List.of(
            () -> edit(push, Drafts.enabled(false)),
            () -> edit(push, new PushEdit(null, Profile.P480, null, null, null)),
            () -> edit(push, Drafts.own(Drafts.named("renamed"))),
            () -> retried(push),
            () -> retried(push),
            () -> world.inlinePush(stream)));

    Push after = find(push);
    assertThat(after.enabled()).isFalse();
    assertThat(after.profile()).isEqualTo(Profile.P480);
    assertThat(after.target().name()).isEqualTo("renamed");
    assertThat(after.retries()).isEqualTo(2);
    assertThat(world.revision(stream)).isEqualTo(before + 6);
  }

  private Push retried(Push push) {
    pushes.retry(world.account.id(), stream.id(), push.id());
    return push;
  }

  private Item config() {
    return world.everything().stream()
        .filter(item -> item.key().equals(Key.config(stream.id())))
        .findFirst()
        .orElseThrow();
  }

  private Push edit(Push push, PushEdit edit) {
    return pushes.edit(world.account.id(), stream.id(), push.id(), edit);
  }

  private Push find(Push push) {
    return pushes.find(world.account.id(), stream.id(), push.id()).orElseThrow();
  }
}
