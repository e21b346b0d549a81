package dev.sluice.catalog.target;

import java.util.List;

/** A target to be made. Fields as in {@link Target}. */
public record TargetDraft(
    String name,
    DestinationDraft destination,
    boolean enabled,
    boolean allowEnhanced,
    List<String> warnings) {
  public TargetDraft {
    warnings = List.copyOf(warnings);
  }
}
