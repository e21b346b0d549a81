package dev.sluice.push.variant;

/**
 * Takes what one variant's muxer produces. Called by the source's thread alone, in order; it must
 * return quickly and never block: it copies the bytes into the ring and wakes whoever sends them.
 */
public interface VariantSink {
  /**
   * The first headers, or new ones (new parameter sets, or another codec). The next video unit is a
   * key frame where there is video.
   */
  void headers(VariantHeaders headers);

  void unit(MediaUnit unit);
}
