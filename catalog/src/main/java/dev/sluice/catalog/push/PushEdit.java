package dev.sluice.catalog.push;

import dev.sluice.catalog.target.TargetEdit;
import org.jspecify.annotations.Nullable;

/**
 * A change to a push: null leaves a field as it is.
 *
 * @param inline a change to the target of its own; refused with {@link IllegalArgumentException} on
 *     a shared one
 */
public record PushEdit(
    @Nullable Boolean enabled,
    @Nullable Profile profile,
    @Nullable Boolean videoOnly,
    @Nullable SilentAudio silentAudio,
    @Nullable TargetEdit inline) {}
