package dev.sluice.push.source;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;

/**
 * One live source, read on a thread of its own and muxed into every variant that is wanted. It
 * opens itself again, quickly, whenever it is lost. Thread-safe.
 */
public interface Source extends AutoCloseable {
  void start();

  /**
   * From the next key frame on, the variant's headers and units go to the sink. At most one sink
   * per key.
   */
  void want(VariantKey variant, VariantSink sink);

  /** The variant is muxed no more; no call to its sink after this returns. */
  void unwant(VariantKey variant);

  /**
   * Another place to pull the same source from, from the next opening on; at once when it is lost.
   */
  void moved(Secret url);

  /** Ends the thread within 2 s, whatever the source does. */
  @Override
  void close();
}
