package dev.sluice.functions.api;

import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reusable target as the API shows it: no secret of it. */
record TargetView(
    String id,
    String name,
    Protocol protocol,
    String url,
    boolean hasStreamKey,
    boolean enabled,
    boolean allowEnhanced,
    @Nullable SrtView srt,
    List<String> warnings,
    Instant createdAt) {
  static TargetView of(Target target) {
    return new TargetView(
        target.id(),
        target.name(),
        target.destination().protocol(),
        target.destination().maskedUrl(),
        target.destination().streamKey() != null,
        target.enabled(),
        target.allowEnhanced(),
        SrtView.of(target.destination()),
        target.warnings(),
        target.createdAt());
  }
}
