package dev.sluice.catalog.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PushStatusTest {
  private static final Set<String> COUNTERS = Set.of("bytesSent", "bitrateBps", "droppedFrames");

  private static final Object[] VALUES = {
    "push",
    "session",
    PushState.BACKOFF,
    Reason.CONNECT_REFUSED,
    "refused",
    Instant.EPOCH,
    "connection",
    Instant.EPOCH,
    1L,
    2L,
    3L,
    4,
    5,
    Instant.EPOCH,
    6L,
    7L
  };

  static Stream<String> components() {
    return Arrays.stream(PushStatus.class.getRecordComponents()).map(RecordComponent::getName);
  }

  @ParameterizedTest
  @MethodSource("components")
  void whateverIsNoCounterMakesADifference(String component) throws Exception {
    Object[] others = VALUES.clone();
    int which = components().toList().indexOf(component);
    others[which] = other(VALUES[which]);

    assertThat(status(others)).isNotEqualTo(status(VALUES));
    assertThat(status(others).equalsButForCounters(status(VALUES)))
        .isEqualTo(COUNTERS.contains(component));
  }

  private static Object other(Object value) {
    return switch (value) {
      case String text -> text + "-2";
      case PushState _ -> PushState.LIVE;
      case Reason _ -> Reason.DNS;
      case Instant at -> at.plusMillis(1);
      case Long number -> number + 1;
      case Integer number -> number + 1;
      default -> throw new IllegalArgumentException("no other value than " + value);
    };
  }

  private static PushStatus status(Object[] values) throws Exception {
    return (PushStatus) PushStatus.class.getDeclaredConstructors()[0].newInstance(values);
  }
}
