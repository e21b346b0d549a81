package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.Amf0Decoder;
import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.amf.MalformedAmfException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command message taken apart (Adobe RTMP 1.0, section 7.2): name, transaction, and what follows.
 *
 * @param name what to do, or {@code _result}, {@code _error}, {@code onStatus}
 * @param transaction ties an answer to its question; 0 for none
 * @param arguments the values behind them, the command object first
 */
record Command(String name, int transaction, List<AmfValue> arguments) {
  static Command of(RtmpMessage message) throws RtmpProtocolException {
    ByteBuffer body = message.payload().duplicate();
    if (message.type() == MessageType.COMMAND_AMF3 && body.hasRemaining()) {
      body.get(); // 0: AMF0 follows, as all known peers write it
    }
    List<AmfValue> values;
    try {
      values = Amf0Decoder.decodeAll(body);
    } catch (MalformedAmfException e) {
      throw new RtmpProtocolException("a command that cannot be read: " + e.getMessage());
    }
    if (values.isEmpty() || !(values.get(0) instanceof AmfValue.Text(String name))) {
      throw new RtmpProtocolException("a command without a name");
    }
    int transaction =
        values.size() > 1 && values.get(1) instanceof AmfValue.Num(double number)
            ? (int) number
            : 0;
    return new Command(
        name, transaction, List.copyOf(values.subList(Math.min(2, values.size()), values.size())));
  }

  /** True for messages that hold a command. */
  static boolean isIn(RtmpMessage message) {
    return message.type() == MessageType.COMMAND_AMF0 || message.type() == MessageType.COMMAND_AMF3;
  }

  /** The argument's text; empty when it is not there or not text. */
  String text(int index) {
    return index < arguments.size() && arguments.get(index) instanceof AmfValue.Text(String value)
        ? value
        : "";
  }

  /** The argument's number; 0 when it is not there or not a number. */
  double number(int index) {
    return index < arguments.size() && arguments.get(index) instanceof AmfValue.Num(double value)
        ? value
        : 0;
  }

  /** The argument's properties; none when it is not there or not an object. */
  Map<String, AmfValue> object(int index) {
    return index < arguments.size() ? properties(arguments.get(index)) : Map.of();
  }

  /** The value's properties; none when it is not there or not an object. */
  static Map<String, AmfValue> properties(@Nullable AmfValue value) {
    return switch (value) {
      case AmfValue.Obj(Map<String, AmfValue> properties) -> properties;
      case AmfValue.EcmaArray(Map<String, AmfValue> entries) -> entries;
      case null, default -> Map.of();
    };
  }

  /** A text property of the argument; empty when it is not there. */
  String property(int index, String name) {
    return object(index).get(name) instanceof AmfValue.Text(String value) ? value : "";
  }
}
