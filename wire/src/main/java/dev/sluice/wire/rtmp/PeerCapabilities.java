package dev.sluice.wire.rtmp;

import java.util.Set;

/**
 * What a server told about enhanced RTMP in its answer to connect (Enhanced RTMP v2, "Enhancing
 * NetConnection connect Command").
 *
 * @param fourCcs codecs it takes, such as {@code hvc1}, {@code av01}, {@code Opus}; {@code *} means
 *     all
 * @param capsEx its capability flags; 0 when it named none
 */
public record PeerCapabilities(Set<String> fourCcs, int capsEx) {
  /** A server that knows nothing of enhanced RTMP. */
  public static final PeerCapabilities NONE = new PeerCapabilities(Set.of(), 0);

  /** Copies the set. */
  public PeerCapabilities {
    fourCcs = Set.copyOf(fourCcs);
  }

  /** True when the server said that it takes this codec. */
  public boolean takes(String fourCc) {
    return fourCcs.contains(fourCc) || fourCcs.contains("*");
  }
}
