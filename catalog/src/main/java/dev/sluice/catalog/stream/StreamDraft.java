package dev.sluice.catalog.stream;

import dev.sluice.catalog.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A stream to be made. Fields as in {@link Stream}. */
public record StreamDraft(
    String name,
    @Nullable Secret pullUrl,
    @Nullable String maskedPullUrl,
    Duration hold,
    boolean suspended) {}
