package dev.sluice.catalog.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to a target: null leaves a field as it is. What a destination part that is left out
 * keeps is told by {@link DestinationEdit}.
 */
public record TargetEdit(
    @Nullable String name,
    @Nullable DestinationEdit destination,
    @Nullable Boolean enabled,
    @Nullable Boolean allowEnhanced,
    @Nullable List<String> warnings) {}
