package dev.sluice.push.output;

/**
 * What an {@link Output} tells, on the event loop's thread. {@link #failed}, {@link
 * #reconnectNeeded} and {@link #closed} are the last call; one of them comes.
 */
public interface OutputListener {
  /** The peer took the stream: a new connection stands. */
  void published();

  /** Media is taken in by the peer: for the first time, or again. */
  void flowing();

  /** Nothing gets through any more; the output still waits a while. */
  void stalled(String message);

  /** It did not come about, or it broke. */
  void failed(OutputFailure failure);

  /** The peer is well, but the source has changed so that only a new connection can carry it. */
  void reconnectNeeded(String why);

  /** It ended as {@link Output#close} wished. */
  void closed();
}
