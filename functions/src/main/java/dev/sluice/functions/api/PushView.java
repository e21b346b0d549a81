package dev.sluice.functions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A push with its target's face and its status.
 *
 * @param targetId null when the target was given inline and belongs to the push
 * @param allowEnhanced left out where the target is shared: it is shown, and changed, there
 */
record PushView(
    String id,
    @Nullable String targetId,
    String name,
    Protocol protocol,
    String url,
    boolean hasStreamKey,
    boolean enabled,
    String profile,
    boolean videoOnly,
    String silentAudio,
    @JsonInclude(Include.NON_NULL) @Nullable Boolean allowEnhanced,
    @Nullable SrtView srt,
    List<String> warnings,
    StatusView status,
    Instant createdAt) {
  static PushView of(Push push, StatusView status) {
    Target target = push.target();
    return new PushView(
        push.id(),
        target.inline() ? null : target.id(),
        target.name(),
        target.destination().protocol(),
        target.destination().maskedUrl(),
        target.destination().streamKey() != null,
        push.enabled(),
        push.profile().wireName(),
        push.videoOnly(),
        name(push.silentAudio()),
        target.inline() ? target.allowEnhanced() : null,
        SrtView.of(target.destination()),
        target.warnings(),
        status,
        push.createdAt());
  }

  private static String name(SilentAudio silentAudio) {
    return silentAudio.name().toLowerCase(Locale.ROOT);
  }
}
