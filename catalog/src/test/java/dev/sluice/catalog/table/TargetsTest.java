package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.target.DestinationEdit;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.catalog.target.Targets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

@EachBackEnd
class TargetsTest extends TableTest {
  private Targets targets;

  TargetsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    targets = world.catalog.targets();
  }

  @Test
  void aTargetIsReadBackAsMadeAndOpensToWhatWasSealed() {
    Target target =
        targets.create(
            world.account.id(),
            new TargetDraft("one", Drafts.srt(), false, true, List.of("did not resolve")));

    assertThat(targets.find(world.account.id(), target.id())).contains(target);
    assertThat(target.enabled()).isFalse();
    assertThat(target.allowEnhanced()).isTrue();
    assertThat(target.warnings()).containsExactly("did not resolve");
    assertThat(targets.open(target))
        .isEqualTo(
            new OpenDestination(
                Protocol.SRT,
                Secret.of("srt://b.example:9000"),
                Secret.of("srt-key"),
                "publish:one",
                Secret.of("a-long-passphrase"),
                200));
  }

  @Test
  void aTargetOfAnotherAccountIsNotThere() {
    Target target = world.target();
    Account other = world.catalog.accounts().create("other");
    Stream theirs = world.stream();

    assertThat(targets.find(other.id(), target.id())).isEmpty();
    assertThatThrownBy(() -> targets.edit(other.id(), target.id(), Drafts.named("mine")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> targets.delete(other.id(), target.id()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> world.catalog.pushes().create(other.id(), theirs.id(), Drafts.to(target)))
        .isInstanceOf(NotFoundException.class);
    assertThat(targets.find(world.account.id(), target.id())).contains(target);
  }

  @Test
  void anEditChangesWhatItNamesAndLeavesTheRest() {
    Target target = world.target();

    Target renamed = edit(target, Drafts.named("renamed"));
    assertThat(renamed.name()).isEqualTo("renamed");
    assertThat(renamed.destination()).isEqualTo(target.destination());

    Target rekeyed = edit(target, Drafts.destination(Drafts.streamKey("another")));
    assertThat(rekeyed.name()).isEqualTo("renamed");
    assertThat(targets.open(rekeyed).streamKey()).isEqualTo(Secret.of("another"));
    assertThat(rekeyed.destination().url()).isEqualTo(target.destination().url());
    assertThat(targets.find(world.account.id(), target.id())).contains(rekeyed);
  }

  @Test
  void aNewUrlKeepsTheStreamKeyUnlessItIsCleared() {
    Target target = world.target();

    Target moved = edit(target, Drafts.destination(url(false)));
    assertThat(moved.destination().maskedUrl()).isEqualTo("rtmps://c.example/app");
    assertThat(targets.open(moved).url()).isEqualTo(Secret.of("rtmps://c.example/app"));
    assertThat(targets.open(moved).streamKey()).isEqualTo(Secret.of("key-of-shared"));

    assertThat(targets.open(edit(target, Drafts.destination(url(true)))).streamKey()).isNull();
  }

  @Test
  void leavingSrtDropsItsSettings() {
    Target target =
        targets.create(
            world.account.id(), new TargetDraft("one", Drafts.srt(), true, false, List.of()));

    Target moved = edit(target, Drafts.destination(url(false)));

    assertThat(moved.destination().srt()).isNull();
    assertThat(targets.open(moved).srtPassphrase()).isNull();
  }

  @Test
  void srtSettingsAreEditedOneByOne() {
    Target target =
        targets.create(
            world.account.id(), new TargetDraft("one", Drafts.srt(), true, false, List.of()));
    DestinationEdit passphrase =
        new DestinationEdit(
            null,
            null,
            null,
            null,
            false,
            null,
            true,
            Secret.of("another-passphrase"),
            false,
            90,
            false);
    OpenDestination opened = targets.open(edit(target, Drafts.destination(passphrase)));

    assertThat(opened.srtPassphrase()).isEqualTo(Secret.of("another-passphrase"));
    assertThat(opened.srtStreamId()).isNull();
    assertThat(opened.srtLatencyMillis()).isEqualTo(90);
    assertThat(opened.streamKey()).isEqualTo(Secret.of("srt-key"));
  }

  @Test
  void anEditThatChangesNothingTellsNobody() {
    Stream stream = world.stream();
    Target target = world.target();
    world.push(stream, target);
    long revision = world.revision(stream);

    Target same = edit(target, new TargetEdit("shared", sameUrlAndKey(), true, false, List.of()));

    assertThat(same).isEqualTo(target);
    assertThat(world.revision(stream)).isEqualTo(revision);
  }

  @Test
  void anEditRaisesTheRevisionOfEachStreamThatUsesTheTargetOnce() {
    Stream user = world.stream();
    Stream bystander = world.stream();
    Target target = world.target();
    world.push(user, target);
    world.push(user, target);
    world.inlinePush(bystander);
    long before = world.revision(user);
    world.after(9);

    edit(target, new TargetEdit(null, null, false, null, null));

    assertThat(world.revision(user)).isEqualTo(before + 1);
    assertThat(world.control(user).revisedAt()).isEqualTo(World.START.plusSeconds(9));
    assertThat(world.revision(bystander)).isEqualTo(2);
    assertThat(world.catalog.pushes().all(user.id())).noneMatch(push -> push.active());
  }

  @Test
  void anEditPassesOverAStreamThatIsOnItsWayOut() {
    Target target = world.target();
    Stream leaving = world.stream();
    world.push(leaving, target);
    Stream staying = world.stream();
    world.push(staying, target);
    world.probe.hook(
        request -> {
          if (request instanceof QueryRequest) {
            throw InternalServerErrorException.builder().message("away").build();
          }
          return null;
        });
    assertThatThrownBy(() -> world.catalog.streams().delete(world.account.id(), leaving.id()))
        .isInstanceOf(InternalServerErrorException.class);
    world.probe.unhook();

    edit(target, Drafts.named("renamed"));

    assertThat(world.revision(staying)).isEqualTo(3);
  }

  @Test
  void editsAtOnceLoseNothing() {
    for (int round = 0; round < 5; round++) {
      Stream stream = world.stream();
      Target target = world.target();
      world.push(stream, target);
      long before = world.revision(stream);

      Together.run(
          List.of(
              () -> edit(target, Drafts.named("renamed")),
              () -> edit(target, new TargetEdit(null, null, false, null, null)),
              () -> edit(target, new TargetEdit(null, null, null, true, null)),
              () -> edit(target, Drafts.destination(Drafts.streamKey("another")))));

      Target after = targets.find(world.account.id(), target.id()).orElseThrow();
      assertThat(after.name()).isEqualTo("renamed");
      assertThat(after.enabled()).isFalse();
      assertThat(after.allowEnhanced()).isTrue();
      assertThat(targets.open(after).streamKey()).isEqualTo(Secret.of("another"));
      assertThat(world.revision(stream)).isEqualTo(before + 4);
    }
  }

  private Target edit(Target target, TargetEdit edit) {
    return targets.edit(world.account.id(), target.id(), edit);
  }

  private static DestinationEdit url(boolean clearStreamKey) {
    return new DestinationEdit(
        Protocol.RTMPS,
        "rtmps://c.example/app",
        Secret.of("rtmps://c.example/app"),
        null,
        clearStreamKey,
        null,
        false,
        null,
        false,
        null,
        false);
  }

  private static DestinationEdit sameUrlAndKey() {
    return new DestinationEdit(
        Protocol.RTMP,
        "rtmp://a.example/app",
        Secret.of("rtmp://a.example/app"),
        Secret.of("key-of-shared"),
        false,
        null,
        false,
        null,
        false,
        null,
        false);
  }
}
