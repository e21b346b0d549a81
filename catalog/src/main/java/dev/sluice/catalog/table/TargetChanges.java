package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.target.Destination;
import dev.sluice.catalog.target.DestinationEdit;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.SrtSettings;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetEdit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a target becomes by an edit. A secret given anew that is the one already resting keeps its
 * ciphertext, so that an edit which changes nothing gives an equal target.
 */
record TargetChanges(Sealer sealer, Instant now) {

  Target apply(Target target, TargetEdit edit) {
    boolean enabled = or(edit.enabled(), target.enabled());
    return new Target(
        target.id(),
        target.accountId(),
        or(edit.name(), target.name()),
        edit.destination() == null
            ? target.destination()
            : destination(target.destination(), edit.destination()),
        enabled,
        or(edit.allowEnhanced(), target.allowEnhanced()),
        target.inline(),
        or(edit.warnings(), target.warnings()),
        target.createdAt(),
        enabled == target.enabled() ? target.switchedAt() : now);
  }

  private Destination destination(Destination old, DestinationEdit edit) {
    Protocol protocol = or(edit.protocol(), old.protocol());
    return new Destination(
        protocol,
        or(edit.maskedUrl(), old.maskedUrl()),
        edit.url() == null ? old.url() : sealer.reseal(TargetItems.URL, old.url(), edit.url()),
        secret(TargetItems.STREAM_KEY, old.streamKey(), edit.streamKey(), edit.clearStreamKey()),
        protocol == Protocol.SRT ? srt(old.srt(), edit) : null);
  }

  private SrtSettings srt(@Nullable SrtSettings resting, DestinationEdit edit) {
    SrtSettings old = resting == null ? new SrtSettings(null, null, null) : resting;
    return new SrtSettings(
        value(old.streamId(), edit.srtStreamId(), edit.clearSrtStreamId()),
        secret(
            TargetItems.SRT_PASSPHRASE,
            old.passphrase(),
            edit.srtPassphrase(),
            edit.clearSrtPassphrase()),
        value(old.latencyMillis(), edit.srtLatencyMillis(), edit.clearSrtLatency()));
  }

  private @Nullable SealedSecret secret(
      String field, @Nullable SealedSecret old, @Nullable Secret given, boolean clear) {
    if (given != null) {
      return sealer.reseal(field, old, given);
    }
    return clear ? null : old;
  }

  private static <T> @Nullable T value(@Nullable T old, @Nullable T given, boolean clear) {
    if (given != null) {
      return given;
    }
    return clear ? null : old;
  }

  private static <T> T or(@Nullable T given, T old) {
    return given == null ? old : given;
  }
}
