package dev.sluice.functions.api;

import dev.sluice.catalog.target.Destination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.SrtSettings;
import org.jspecify.annotations.Nullable;

/** An SRT destination's settings; the passphrase is written, never read. */
record SrtView(@Nullable String streamId, boolean hasPassphrase, @Nullable Integer latencyMillis) {
  static @Nullable SrtView of(Destination destination) {
    if (destination.protocol() != Protocol.SRT) {
      return null;
    }
    SrtSettings srt = destination.srt();
    return srt == null
        ? new SrtView(null, false, null)
        : new SrtView(srt.streamId(), srt.passphrase() != null, srt.latencyMillis());
  }
}
