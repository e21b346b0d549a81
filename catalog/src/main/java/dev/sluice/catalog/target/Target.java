package dev.sluice.catalog.target;

import java.time.Instant;
import java.util.List;

/**
 * A destination with a name and a switch. Reusable by several streams, unless it came inline with a
 * push.
 *
 * @param inline it belongs to one push: not listed, and deleted with it
 * @param allowEnhanced enhanced-RTMP codecs are sent even when the peer does not announce them
 * @param warnings what was odd at creation, in words for a person (a host name that did not
 *     resolve, say)
 * @param switchedAt when {@code enabled} last changed; its creation if it never did
 */
public record Target(
    String id,
    String accountId,
    String name,
    Destination destination,
    boolean enabled,
    boolean allowEnhanced,
    boolean inline,
    List<String> warnings,
    Instant createdAt,
    Instant switchedAt) {
  public Target {
    warnings = List.copyOf(warnings);
  }
}
