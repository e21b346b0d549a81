package dev.sluice.local.demo;

import dev.sluice.local.demo.receiver.Receiver;
import dev.sluice.local.demo.receiver.Reception;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One target of the demo: what the API says of its push, and what its receiver has decoded.
 *
 * @param connectionId of the connection it has or had last; null before the first
 */
record DemoTarget(
    String name,
    String protocol,
    String state,
    @Nullable String reason,
    @Nullable String connectionId,
    long bitrateBps,
    List<Reception> receptions) {

  DemoTarget {
    receptions = List.copyOf(receptions);
  }

  /** Of a push as {@code GET .../pushes} lists it. */
  static DemoTarget of(JsonNode push, Receiver receiver) {
    JsonNode status = push.path("status");
    return new DemoTarget(
        push.path("name").asString(""),
        push.path("protocol").asString(""),
        status.path("state").asString(""),
        text(status, "reason"),
        text(status, "connectionId"),
        status.path("bitrateBps").asLong(0),
        receiver.receptions());
  }

  boolean isLive() {
    return state.equals("LIVE");
  }

  /** Whether all its connections have ended, and what came by them is decoded. */
  boolean isOver() {
    return receptions.stream().allMatch(Reception::over);
  }

  int receivedFrames() {
    return receptions.stream().mapToInt(Reception::frames).sum();
  }

  int lostFrames() {
    return receptions.stream().mapToInt(Reception::lostFrames).sum();
  }

  /** Within a connection: the time a target is switched off is none of its gaps. */
  long largestGapMillis() {
    return receptions.stream().mapToLong(Reception::largestGapMillis).max().orElse(0);
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asString("") : null;
  }
}
