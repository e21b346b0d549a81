package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.Idempotency;
import dev.sluice.catalog.Idempotency.Claim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachBackEnd
class IdempotencyTest extends TableTest {
  private Idempotency idempotency;

  IdempotencyTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    idempotency = world.catalog.idempotency();
  }

  @Test
  void anAnswerIsReplayedForADay() {
    assertThat(claim("one")).isEqualTo(new Claim.Mine());
    remember("one", 201, "{\"id\":1}");

    world.clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(claim("one")).isEqualTo(new Claim.Replay(201, "{\"id\":1}"));
    assertThat(idempotency.find(world.account.id(), "key"))
        .contains(new Claim.Replay(201, "{\"id\":1}"));

    world.clock.advance(Duration.ofMillis(1));
    assertThat(claim("one")).isEqualTo(new Claim.Mine());
    assertThat(idempotency.find(world.account.id(), "key")).isEmpty();
  }

  @Test
  void theSameKeyWithAnotherRequestIsAMismatch() {
    claim("one");
    assertThat(claim("another")).isEqualTo(new Claim.Mismatch());
    remember("one", 201, "{}");
    assertThat(claim("another")).isEqualTo(new Claim.Mismatch());
  }

  @Test
  void ofEqualRequestsAtOnceOneActs() {
    List<Claim> claims = Together.run(8, () -> claim("one"));

    assertThat(claims).filteredOn(Claim.Mine.class::isInstance).hasSize(1);
    assertThat(claims).filteredOn(Claim.InProgress.class::isInstance).hasSize(7);
  }

  @Test
  void aClaimLeftByACrashCanBeClaimedAgainAfterAMinuteByOne() {
    claim("one");
    world.clock.advance(Duration.ofSeconds(59));
    assertThat(claim("one")).isEqualTo(new Claim.InProgress());
    world.clock.advance(Duration.ofSeconds(1));

    assertThat(Together.run(4, () -> claim("one")))
        .filteredOn(Claim.Mine.class::isInstance)
        .hasSize(1);
  }

  @Test
  void aKeyGivenBackMayServeTheMendedRequest() {
    claim("broken");
    idempotency.release(world.account.id(), "key", "broken");

    assertThat(claim("mended")).isEqualTo(new Claim.Mine());
  }

  @Test
  void anAnsweredKeyIsNotGivenBackNorIsAnothersClaim() {
    claim("one");
    idempotency.release(world.account.id(), "key", "another");
    assertThat(claim("one")).isEqualTo(new Claim.InProgress());

    remember("one", 201, "{}");
    idempotency.release(world.account.id(), "key", "one");
    assertThat(claim("one")).isEqualTo(new Claim.Replay(201, "{}"));
  }

  @Test
  void theFirstAnswerStands() {
    claim("one");
    remember("one", 201, "first");
    remember("one", 202, "second");

    assertThat(claim("one")).isEqualTo(new Claim.Replay(201, "first"));
  }

  @Test
  void equalKeysOfTwoAccountsAreStrangers() {
    claim("one");

    assertThat(idempotency.claim(world.catalog.accounts().create("other").id(), "key", "two"))
        .isEqualTo(new Claim.Mine());
  }

  @Test
  void anExpiredItemIsMarkedForRemoval() {
    claim("one");

    assertThat(world.everything())
        .filteredOn(item -> item.key().partition().startsWith("IDEMPOTENCY#"))
        .singleElement()
        .satisfies(
            item ->
                assertThat(item.number(SluiceTable.TTL))
                    .isEqualTo(World.START.plus(Duration.ofHours(24)).getEpochSecond()));
  }

  private Claim claim(String requestHash) {
    return idempotency.claim(world.account.id(), "key", requestHash);
  }

  private void remember(String requestHash, int status, String body) {
    idempotency.remember(world.account.id(), "key", requestHash, status, body);
  }
}
