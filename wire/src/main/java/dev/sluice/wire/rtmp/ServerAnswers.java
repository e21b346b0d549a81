package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The objects in a server's answers (Adobe RTMP 1.0, sections 7.2.1 and 7.2.2). */
final class ServerAnswers {
  /** What clients take for a server that knows FCPublish and the like. */
  private static final String SERVER_VERSION = "FMS/3,0,1,123";

  private static final int CAPABILITIES = 31;

  private ServerAnswers() {}

  static AmfValue server() {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    properties.put("fmsVer", AmfValue.of(SERVER_VERSION));
    properties.put("capabilities", AmfValue.of(CAPABILITIES));
    return new AmfValue.Obj(properties);
  }

  static AmfValue connected(ServerOptions options) {
    Map<String, AmfValue> properties =
        fields("status", "NetConnection.Connect.Success", "Connection succeeded.");
    properties.put("objectEncoding", AmfValue.of(0));
    if (!options.fourCcs().isEmpty()) {
      properties.put(
          "fourCcList",
          new AmfValue.StrictArray(options.fourCcs().stream().map(AmfValue::of).toList()));
      properties.put("capsEx", AmfValue.of(0));
    }
    return new AmfValue.Obj(properties);
  }

  static AmfValue status(String level, String code, String description) {
    return new AmfValue.Obj(fields(level, code, description));
  }

  private static Map<String, AmfValue> fields(String level, String code, String description) {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    properties.put("level", AmfValue.of(level));
    properties.put("code", AmfValue.of(code));
    properties.put("description", AmfValue.of(description));
    return properties;
  }
}
