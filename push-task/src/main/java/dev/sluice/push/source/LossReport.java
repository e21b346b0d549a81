package dev.sluice.push.source;

import dev.sluice.catalog.session.SourceInfo;
import org.jspecify.annotations.Nullable;

/** Tells the listener of a loss once, not at each attempt that fails alike. Not thread-safe. */
final class LossReport {
  private final SourceListener listener;
  private @Nullable SourceFailure told;

  LossReport(SourceListener listener) {
    this.listener = listener;
  }

  void flowing(SourceInfo info) {
    told = null;
    listener.flowing(info);
  }

  void described(SourceInfo info) {
    listener.described(info);
  }

  /** True when it was news. */
  boolean lost(SourceFailure failure) {
    if (failure.equals(told)) {
      return false;
    }
    told = failure;
    listener.lost(failure.reason(), failure.message());
    return true;
  }
}
