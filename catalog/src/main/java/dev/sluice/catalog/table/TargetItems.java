package dev.sluice.catalog.table;

import dev.sluice.catalog.target.Destination;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.SrtSettings;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How targets rest in the table. */
final class TargetItems {
  static final String URL = "url";
  static final String STREAM_KEY = "streamKey";
  static final String SRT_PASSPHRASE = "srtPassphrase";
  static final String VERSION = "version";

  private TargetItems() {}

  static Target draft(Sealer sealer, TargetDraft draft, boolean inline, Instant now) {
    return new Target(
        sealer.objectId(),
        sealer.accountId(),
        draft.name(),
        destination(sealer, draft.destination()),
        draft.enabled(),
        draft.allowEnhanced(),
        inline,
        draft.warnings(),
        now,
        now);
  }

  private static Destination destination(Sealer sealer, DestinationDraft draft) {
    return new Destination(
        draft.protocol(),
        draft.maskedUrl(),
        sealer.seal(URL, draft.url()),
        sealer.sealOrNull(STREAM_KEY, draft.streamKey()),
        draft.protocol() == Protocol.SRT
            ? new SrtSettings(
                draft.srtStreamId(),
                sealer.sealOrNull(SRT_PASSPHRASE, draft.srtPassphrase()),
                draft.srtLatencyMillis())
            : null);
  }

  static Write put(Target target, long version) {
    Destination destination = target.destination();
    return Write.put(Key.target(target.id()))
        .set("accountId", target.accountId())
        .set("name", target.name())
        .set("protocol", destination.protocol())
        .set("maskedUrl", destination.maskedUrl())
        .set(URL, destination.url())
        .set(STREAM_KEY, destination.streamKey())
        .set("srt", srt(destination.srt()))
        .set("enabled", target.enabled())
        .set("allowEnhanced", target.allowEnhanced())
        .set("inline", target.inline())
        .set("warnings", target.warnings())
        .set("createdAt", target.createdAt())
        .set("switchedAt", target.switchedAt())
        .set(VERSION, version);
  }

  private static @Nullable Object srt(@Nullable SrtSettings srt) {
    return srt == null
        ? null
        : Values.map(
            "streamId",
            srt.streamId(),
            SRT_PASSPHRASE,
            srt.passphrase(),
            "latencyMillis",
            srt.latencyMillis());
  }

  /** The target; null when it is on its way out. */
  static @Nullable Target read(Item item) {
    if (item.flag(Removal.DELETING)) {
      return null;
    }
    return new Target(
        item.key().partition().substring(Key.TARGET_PREFIX.length()),
        item.text("accountId"),
        item.text("name"),
        new Destination(
            item.enumOf("protocol", Protocol.class),
            item.text("maskedUrl"),
            item.sealed(URL),
            item.sealedOrNull(STREAM_KEY),
            readSrt(item.mapOrNull("srt"))),
        item.flag("enabled"),
        item.flag("allowEnhanced"),
        item.flag("inline"),
        item.texts("warnings"),
        item.instant("createdAt"),
        item.switchedAt());
  }

  private static @Nullable SrtSettings readSrt(@Nullable Item srt) {
    return srt == null
        ? null
        : new SrtSettings(
            srt.textOrNull("streamId"),
            srt.sealedOrNull(SRT_PASSPHRASE),
            srt.integerOrNull("latencyMillis"));
  }
}
