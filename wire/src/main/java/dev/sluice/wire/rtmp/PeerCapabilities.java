package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Reads the objects of an answer to connect; later ones add to earlier ones. */
  static PeerCapabilities read(List<Map<String, AmfValue>> objects) {
    Set<String> fourCcs = new HashSet<>();
    int capsEx = 0;
    for (Map<String, AmfValue> object : objects) {
      if (object.get("fourCcList") instanceof AmfValue.StrictArray(List<AmfValue> items)) {
        for (AmfValue item : items) {
          if (item instanceof AmfValue.Text(String fourCc)) {
            fourCcs.add(fourCc);
          }
        }
      }
      fourCcs.addAll(infoMap(object.get("videoFourCcInfoMap")));
      fourCcs.addAll(infoMap(object.get("audioFourCcInfoMap")));
      if (object.get("capsEx") instanceof AmfValue.Num(double flags)) {
        capsEx |= (int) flags;
      }
    }
    return new PeerCapabilities(fourCcs, capsEx);
  }

  private static Set<String> infoMap(@Nullable AmfValue map) {
    return map instanceof AmfValue.Obj(Map<String, AmfValue> codecs) ? codecs.keySet() : Set.of();
  }

  /** True when the server said that it takes this codec. */
  public boolean takes(String fourCc) {
    return fourCcs.contains(fourCc) || fourCcs.contains("*");
  }
}
