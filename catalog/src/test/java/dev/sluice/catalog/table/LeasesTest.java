package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Leases;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@EachBackEnd
class LeasesTest extends TableTest {
  private Leases leases;
  private Stream stream;
  private Session session;

  LeasesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    leases = world.catalog.leases();
    stream = world.stream();
    session = world.begin(stream);
  }

  @Test
  void aLeaseRunsFifteenSecondsFromEachRenewal() {
    Lease lease = acquire(1, "a");
    assertThat(lease.expiresAt()).isEqualTo(START.plusSeconds(15));

    world.after(5);
    Lease renewed = leases.renew(lease);

    assertThat(renewed.expiresAt()).isEqualTo(START.plusSeconds(20));
    assertThat(renewed.fence()).isEqualTo(lease.fence());
    assertThat(leases.find(stream.id())).contains(renewed);
  }

  @Test
  void aLeaseThatRanOutButWasNotTakenCanBeRenewed() {
    Lease lease = acquire(1, "a");
    world.after(3600);

    assertThat(leases.renew(lease).expiresAt()).isEqualTo(START.plusSeconds(3615));
  }

  @Test
  void aNewerAttemptTakesOverAtOnceAndRaisesTheFence() {
    Lease first = acquire(1, "a");
    Lease second = acquire(2, "b");

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThatThrownBy(() -> leases.renew(first)).isInstanceOf(LeaseLostException.class);
    assertThat(leases.renew(second).owner()).isEqualTo("b");
  }

  @Test
  void theSameAttemptTakesOverAtOnce() {
    Lease first = acquire(1, "a");
    Lease again = acquire(1, "b");

    assertThat(again.fence()).isGreaterThan(first.fence());
    assertThatThrownBy(() -> leases.renew(first)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void anOlderAttemptNeverTakesOverNotEvenWhenTheLeaseRanOut() {
    Lease second = acquire(2, "b");
    world.after(3600);

    assertThatThrownBy(() -> acquire(1, "a")).isInstanceOf(LeaseLostException.class);
    leases.release(second);
    assertThatThrownBy(() -> acquire(1, "a")).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void ofManyAtOnceOneHoldsItAndEveryFenceIsDifferent() {
    List<Lease> acquired =
        Together.run(
            IntStream.range(0, 8)
                .<Callable<Lease>>mapToObj(i -> () -> acquire(1, "task-" + i))
                .toList());

    assertThat(acquired).extracting(Lease::fence).doesNotHaveDuplicates();
    assertThat(acquired)
        .filteredOn(
            lease -> {
              try {
                return leases.renew(lease).fence() == lease.fence();
              } catch (LeaseLostException e) {
                return false;
              }
            })
        .hasSize(1);
  }

  @Test
  void onlyTheCurrentSessionCanBeLeased() {
    assertThatThrownBy(() -> leases.acquire(stream.id(), "another", 1, "a"))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> leases.acquire("nobody", session.id(), 1, "a"))
        .isInstanceOf(LeaseLostException.class);
    end();
    assertThatThrownBy(() -> acquire(1, "a")).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aSessionThatEndsInThatMomentIsNotLeased() {
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest) {
            world.probe.unhook();
            end();
          }
          return null;
        });

    assertThatThrownBy(() -> acquire(1, "a")).isInstanceOf(LeaseLostException.class);
    assertThat(leases.find(stream.id())).isEmpty();
  }

  @Test
  void aTaskKeepsItsLeaseThroughTheEndOfItsSession() {
    Lease lease = acquire(1, "a");
    end();

    assertThat(leases.renew(lease).fence())
        .as("it still has to write its last status")
        .isEqualTo(lease.fence());
  }

  @Test
  void aNewSessionStartsItsAttemptsAnewButNotItsFence() {
    Lease old = acquire(5, "a");
    end();
    world.after(60);
    session = world.begin(stream);

    Lease fresh = acquire(1, "b");

    assertThat(fresh.fence()).isGreaterThan(old.fence());
    assertThatThrownBy(() -> leases.renew(old)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aReleasedLeaseHasRunOut() {
    Lease lease = acquire(1, "a");
    world.after(3);

    leases.release(lease);

    assertThat(leases.find(stream.id()).orElseThrow().expiresAt()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void releasingALeaseThatWasTakenOverLeavesTheOthersAlone() {
    Lease first = acquire(1, "a");
    Lease second = acquire(2, "b");

    leases.release(first);

    assertThat(leases.find(stream.id())).contains(second);
  }

  @Test
  void aStreamWithoutATaskHasNoLease() {
    assertThat(leases.find(stream.id())).isEmpty();
  }

  private Lease acquire(int attempt, String owner) {
    return leases.acquire(stream.id(), session.id(), attempt, owner);
  }

  private void end() {
    assertThat(
            world
                .catalog
                .sessions()
                .end(stream.id(), session.id(), EndCause.TERMINATED, null, null, null))
        .isTrue();
  }
}
