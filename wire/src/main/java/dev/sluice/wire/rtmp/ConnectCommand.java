package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.flv.FlvCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A publisher's connect object (Adobe RTMP 1.0, section 7.2.1.1; Enhanced RTMP v2 for the codecs).
 */
final class ConnectCommand {
  /** Enhanced RTMP's flag for a codec that is passed on without being decoded. */
  private static final int CAN_FORWARD = 4;

  /** Servers written for Adobe's encoder grant publishing to clients of this name. */
  private static final String FLASH_VER = "FMLE/3.0 (compatible; FMSc/1.0)";

  /** None of enhanced RTMP's capability flags. */
  private static final int CAPABILITIES = 0;

  private ConnectCommand() {}

  static AmfValue object(PublishRequest request) {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    properties.put("app", AmfValue.of(request.app() + request.authQuery()));
    properties.put("type", AmfValue.of("nonprivate"));
    properties.put("flashVer", AmfValue.of(FLASH_VER));
    properties.put("swfUrl", AmfValue.of(request.tcUrl()));
    properties.put("tcUrl", AmfValue.of(request.tcUrl() + request.authQuery()));
    List<String> fourCcs = request.fourCcs();
    if (!fourCcs.isEmpty()) {
      properties.put(
          "fourCcList", new AmfValue.StrictArray(fourCcs.stream().map(AmfValue::of).toList()));
      properties.put("videoFourCcInfoMap", infoMap(fourCcs, false));
      properties.put("audioFourCcInfoMap", infoMap(fourCcs, true));
      properties.put("capsEx", AmfValue.of(CAPABILITIES));
    }
    return new AmfValue.Obj(properties);
  }

  private static AmfValue infoMap(List<String> fourCcs, boolean audio) {
    Map<String, AmfValue> map = new LinkedHashMap<>();
    for (String fourCc : fourCcs) {
      if (FlvCodec.named(fourCc).isAudio() == audio) {
        map.put(fourCc, AmfValue.of(CAN_FORWARD));
      }
    }
    return new AmfValue.Obj(map);
  }
}
