package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetEdit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Since when a push is active or not, by its own switch and its target's. */
@EachBackEnd
class PushSwitchesTest extends TableTest {
  private Stream stream;
  private Target target;
  private Push push;

  PushSwitchesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    stream = world.stream();
    target = world.target();
    later();
    push = world.push(stream, target);
  }

  @Test
  void itIsActiveSinceTheLaterOfBothSwitches() {
    assertThat(changed()).isEqualTo(push.createdAt());

    switchPush(false);
    switchTarget(false);
    switchPush(true);
    Instant last = switchTarget(true);
    assertThat(changed()).isEqualTo(last);

    switchPush(false);
    last = switchPush(true);
    assertThat(changed()).isEqualTo(last);
  }

  @Test
  void itIsOffSinceTheFirstSwitchThatIs() {
    Instant first = switchTarget(false);
    assertThat(changed()).isEqualTo(first);

    switchPush(false);
    assertThat(changed()).isEqualTo(first);

    later();
    Push late = world.push(stream, target);
    assertThat(late.activeChangedAt()).isEqualTo(late.createdAt());
  }

  @Test
  void whatMovesNoSwitchChangesNothingOfIt() {
    Instant on = changed();
    later();
    world.catalog.targets().edit(world.account.id(), target.id(), Drafts.named("renamed"));
    switchPush(true);

    assertThat(changed()).isEqualTo(on);
  }

  @Test
  void whatWasKeptWithoutTheTimeOfItsSwitchesCountsFromItsCreation() {
    switchPush(false);
    world.rawTable().write(Write.update(Key.push(stream.id(), push.id())).set("switchedAt", null));

    assertThat(changed()).isEqualTo(push.createdAt());
  }

  private Instant switchPush(boolean enabled) {
    later();
    Push _ =
        world
            .catalog
            .pushes()
            .edit(world.account.id(), stream.id(), push.id(), Drafts.enabled(enabled));
    return world.clock.instant();
  }

  private Instant switchTarget(boolean enabled) {
    later();
    Target _ =
        world
            .catalog
            .targets()
            .edit(world.account.id(), target.id(), new TargetEdit(null, null, enabled, null, null));
    return world.clock.instant();
  }

  private void later() {
    world.clock.set(world.clock.instant().plus(Duration.ofSeconds(10)));
  }

  private Instant changed() {
    return world
        .catalog
        .pushes()
        .find(world.account.id(), stream.id(), push.id())
        .orElseThrow()
        .activeChangedAt();
  }
}
