package dev.sluice.push.source;

import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;

/** What a {@link Source} tells, from its own thread. Calls return quickly. */
public interface SourceListener {
  /** Media flows: the source was opened, or is back. */
  void flowing(SourceInfo info);

  /** What is known of the source has changed (bitrate and GOP are measured; at most every 10 s). */
  void described(SourceInfo info);

  /**
   * The source could not be opened, ended, failed or went silent; it is tried again until {@link
   * Source#close}.
   *
   * @param message for a person, without any secret
   */
  void lost(Reason reason, String message);
}
