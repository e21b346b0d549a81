package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The table is throttled, away or odd: the client hears what it can do, and nothing else. */
class StorageAwayTest {
  private static ApiRun api;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(SdkClientException.create("connection refused to internal-host"), 503),
        Arguments.of(
            ProvisionedThroughputExceededException.builder()
                .message("throttled internal-table")
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build(),
            503),
        Arguments.of(DynamoDbException.builder().message("internal").statusCode(500).build(), 503),
        Arguments.of(DynamoDbException.builder().message("denied").statusCode(400).build(), 500),
        Arguments.of(TransactionConflictException.builder().message("internal").build(), 503),
        Arguments.of(cancelled("TransactionConflict"), 503),
        Arguments.of(cancelled("ValidationError"), 500),
        Arguments.of(new IllegalStateException("internal detail"), 500));
  }

  private static TransactionCanceledException cancelled(String code) {
    return TransactionCanceledException.builder()
        .cancellationReasons(CancellationReason.builder().code(code).build())
        .build();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureBelowIsToldByAnIdAlone(RuntimeException failure, int status) {
    api.failing().failWith(failure);
    Answer answer = api.call("GET", "/v1/streams");
    api.failing().recover();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("retry-after")).isEqualTo(status == 503 ? "1" : null);
    assertThat(answer.text("/detail")).containsPattern("rror id [0-9a-f-]{36}");
    assertThat(answer.body()).doesNotContain("internal-").doesNotContain("internal detail");
    assertThat(api.call("GET", "/v1/streams").status()).isEqualTo(200);
  }
}
