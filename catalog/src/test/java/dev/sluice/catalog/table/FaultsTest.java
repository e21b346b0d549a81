package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.stream.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** DynamoDB throttles, is cut off, or is busy with somebody else. */
@EachBackEnd
class FaultsTest extends TableTest {
  private Stream stream;
  private Session session;
  private Lease lease;

  FaultsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    stream = world.stream();
    session = world.begin(stream);
    lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
  }

  @Test
  void throttlingAndNetworkErrorsSurfaceUnchangedAndAreNoLostLease() {
    var push = world.inlinePush(stream);
    for (RuntimeException away :
        List.of(
            ProvisionedThroughputExceededException.builder().message("slow down").build(),
            SdkClientException.create("no route to host"))) {
      world.probe.hook(
          request -> {
            throw away;
          });

      assertThatThrownBy(() -> world.catalog.leases().renew(lease)).isSameAs(away);
      assertThatThrownBy(() -> world.catalog.leases().release(lease)).isSameAs(away);
      assertThatThrownBy(() -> world.control(stream)).isSameAs(away);
      assertThatThrownBy(
              () -> world.catalog.statuses().write(lease, List.of(Samples.status(push, session))))
          .isSameAs(away);
      assertThatThrownBy(
              () -> world.catalog.sessions().observe(lease, SessionState.LIVE, null, null, null))
          .isSameAs(away);
      assertThatThrownBy(() -> world.catalog.streams().find(stream.id())).isSameAs(away);
    }
  }

  @Test
  void aTransactionInTheWayIsWaitedFor() {
    failTransactions(3, canceled("None", "TransactionConflict"));

    world.inlinePush(stream);

    assertThat(world.catalog.pushes().all(stream.id())).hasSize(1);
    assertThat(tokens()).as("each try is a transaction of its own").doesNotHaveDuplicates();
  }

  @Test
  void aThrottledTransactionIsTriedAgain() {
    failTransactions(2, canceled("ThrottlingError", "None"));

    world.inlinePush(stream);

    assertThat(world.catalog.pushes().all(stream.id())).hasSize(1);
  }

  @Test
  void oneThatIsInTheWayForeverSurfacesInTheEnd() {
    TransactionCanceledException conflict = canceled("TransactionConflict");
    failTransactions(Integer.MAX_VALUE, conflict);

    assertThatThrownBy(() -> world.inlinePush(stream)).isSameAs(conflict);
    assertThat(tokens()).hasSize(Backoff.ATTEMPTS);
  }

  @Test
  void whatDynamoDbRefusesForAnotherReasonIsNotTriedAgain() {
    TransactionCanceledException refused = canceled("ItemCollectionSizeLimitExceeded");
    failTransactions(Integer.MAX_VALUE, refused);

    assertThatThrownBy(() -> world.inlinePush(stream)).isSameAs(refused);
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void aTransactionWhoseAnswerWasLostIsAskedForByItsToken() {
    failTransactions(2, TransactionInProgressException.builder().message("wait").build());

    world.inlinePush(stream);

    assertThat(world.catalog.pushes().all(stream.id())).hasSize(1);
    assertThat(tokens()).hasSize(3).containsOnly(tokens().getFirst());
  }

  @Test
  void aRenewalWaitsForTheTransactionThatReadsItsLease() {
    AtomicInteger left = new AtomicInteger(2);
    world.probe.hook(
        request -> {
          if (request instanceof UpdateItemRequest && left.getAndDecrement() > 0) {
            throw TransactionConflictException.builder().message("busy").build();
          }
          return null;
        });

    assertThat(world.catalog.leases().renew(lease).fence()).isEqualTo(lease.fence());
    assertThat(left).hasValue(-1);
  }

  @Test
  void keysThatABatchLeftUnreadAreAskedForAgain() {
    Stream expected = world.stream(stream.id());
    AtomicInteger batches = new AtomicInteger();
    world.probe.hook(
        request ->
            request instanceof BatchGetItemRequest && batches.incrementAndGet() <= 2
                ? unread(request)
                : null);

    assertThat(world.stream(stream.id())).isEqualTo(expected);
    assertThat(batches.get()).isGreaterThan(3);
  }

  @Test
  void keysThatStayUnreadSurfaceInTheEnd() {
    world.probe.hook(request -> request instanceof BatchGetItemRequest ? unread(request) : null);

    assertThatThrownBy(() -> world.stream(stream.id()))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
  }

  private void failTransactions(int times, RuntimeException failure) {
    AtomicInteger left = new AtomicInteger(times);
    world.probe.forget();
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest && left.getAndDecrement() > 0) {
            throw failure;
          }
          return null;
        });
  }

  private List<String> tokens() {
    return world.probe.requests().stream()
        .filter(TransactWriteItemsRequest.class::isInstance)
        .map(request -> ((TransactWriteItemsRequest) request).clientRequestToken())
        .toList();
  }

  private static TransactionCanceledException canceled(String... codes) {
    return TransactionCanceledException.builder()
        .message("canceled")
        .cancellationReasons(
            Arrays.stream(codes)
                .map(code -> CancellationReason.builder().code(code).build())
                .toList())
        .build();
  }

  private static BatchGetItemResponse unread(DynamoDbRequest request) {
    Map<String, KeysAndAttributes> asked = ((BatchGetItemRequest) request).requestItems();
    return BatchGetItemResponse.builder().responses(Map.of()).unprocessedKeys(asked).build();
  }
}
