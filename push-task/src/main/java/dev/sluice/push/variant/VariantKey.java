package dev.sluice.push.variant;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;

/** What makes two pushes share their bytes: equal keys, one muxer and one ring. */
public record VariantKey(
    Container container, Profile profile, boolean videoOnly, SilentAudio silentAudio) {}
