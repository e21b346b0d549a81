package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a session rests in the table: what the functions decided ({@code SESSION#}), and what its
 * task observes ({@code OBSERVED#}), so that neither writes the other's item.
 */
final class SessionItems {
  private SessionItems() {}

  /**
   * A session as it is shown.
   *
   * @param record its {@code SESSION#} item
   * @param observed its {@code OBSERVED#} item, null before its task wrote one
   * @param config the stream's, null for a stream on its way out
   */
  static Session read(Item record, @Nullable Item observed, @Nullable StreamConfig config) {
    Instant endedAt = record.instantOrNull("endedAt");
    // What stopped the launch is newer than what an earlier task saw, and is cleared by the next
    // start.
    Item told = endedAt != null || record.has("reason") || observed == null ? record : observed;
    return new Session(
        record.text("sessionId"),
        record.key().partition().substring(Key.STREAM_PREFIX.length()),
        record.instant("startedAt"),
        endedAt,
        state(record, observed, config),
        told.enumOrNull("reason", Reason.class),
        told.textOrNull("message"),
        observed == null ? null : readSource(observed.mapOrNull("source")));
  }

  private static SessionState state(
      Item record, @Nullable Item observed, @Nullable StreamConfig config) {
    if (record.has("endedAt")) {
      return SessionState.ENDED;
    }
    if (config != null
        && config.isCurrent(record.text("sessionId"))
        && config.idleSince() != null) {
      return SessionState.HOLDING;
    }
    return observed == null ? SessionState.STARTING : observed.enumOf("state", SessionState.class);
  }

  static @Nullable Object source(@Nullable SourceInfo source) {
    return source == null
        ? null
        : Values.map(
            "videoCodec", source.videoCodec(),
            "width", source.width(),
            "height", source.height(),
            "frameRate", source.frameRate(),
            "bitrateBps", source.bitrateBps(),
            "gopMillis", source.gopMillis(),
            "audioCodec", source.audioCodec(),
            "sampleRate", source.sampleRate(),
            "channels", source.channels());
  }

  private static @Nullable SourceInfo readSource(@Nullable Item source) {
    return source == null
        ? null
        : new SourceInfo(
            source.textOrNull("videoCodec"),
            source.integerOrNull("width"),
            source.integerOrNull("height"),
            source.decimalOrNull("frameRate"),
            source.numberOrNull("bitrateBps"),
            source.numberOrNull("gopMillis"),
            source.textOrNull("audioCodec"),
            source.integerOrNull("sampleRate"),
            source.integerOrNull("channels"));
  }
}
