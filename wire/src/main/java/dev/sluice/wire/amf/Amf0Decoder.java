package dev.sluice.wire.amf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads AMF0, within bounds: {@value #MAX_DEPTH} levels deep, {@value #MAX_VALUES} values. A string
 * can be no longer than the bytes that are there.
 */
public final class Amf0Decoder {
  /** Deepest nesting of objects and arrays. */
  public static final int MAX_DEPTH = 16;

  /** Most values, nested ones included, in one buffer. */
  public static final int MAX_VALUES = 4_096;

  private final ByteBuffer in;
  private int valuesLeft = MAX_VALUES;

  private Amf0Decoder(ByteBuffer in) {
    this.in = in.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  /**
   * All values that the buffer holds; the buffer is not moved.
   *
   * @throws MalformedAmfException when the bytes are not AMF0, or exceed the bounds
   */
  public static List<AmfValue> decodeAll(ByteBuffer in) throws MalformedAmfException {
    Amf0Decoder decoder = new Amf0Decoder(in);
    List<AmfValue> values = new ArrayList<>();
    try {
      while (decoder.in.hasRemaining()) {
        values.add(decoder.value(0));
      }
    } catch (BufferUnderflowException e) {
      throw new MalformedAmfException("AMF0 value is cut off");
    }
    return values;
  }

  private AmfValue value(int depth) throws MalformedAmfException {
    if (depth > MAX_DEPTH) {
      throw new MalformedAmfException("AMF0 is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (--valuesLeft < 0) {
      throw new MalformedAmfException("AMF0 holds more than " + MAX_VALUES + " values");
    }
    int marker = in.get() & 0xFF;
    return switch (marker) {
      case Amf0.NUMBER -> AmfValue.of(in.getDouble());
      case Amf0.BOOLEAN -> AmfValue.of(in.get() != 0);
      case Amf0.STRING -> AmfValue.of(text(shortLength()));
      case Amf0.LONG_STRING, Amf0.XML_DOCUMENT -> AmfValue.of(text(in.getInt()));
      case Amf0.OBJECT -> new AmfValue.Obj(properties(depth));
      case Amf0.TYPED_OBJECT -> {
        text(shortLength());
        yield new AmfValue.Obj(properties(depth));
      }
      case Amf0.ECMA_ARRAY -> {
        in.getInt(); // a hint at the count, which encoders get wrong: the end marker decides
        yield new AmfValue.EcmaArray(properties(depth));
      }
      case Amf0.STRICT_ARRAY -> strictArray(depth);
      case Amf0.DATE -> {
        double epochMillis = in.getDouble();
        in.getShort(); // a time zone, reserved and 0
        yield new AmfValue.Date(epochMillis);
      }
      case Amf0.NULL -> AmfValue.NULL;
      case Amf0.UNDEFINED, Amf0.UNSUPPORTED -> AmfValue.UNDEFINED;
      case Amf0.REFERENCE -> {
        in.getShort(); // to an object above; no peer's commands need what it says
        yield AmfValue.UNDEFINED;
      }
      default -> throw new MalformedAmfException("unknown AMF0 marker " + marker);
    };
  }

  private Map<String, AmfValue> properties(int depth) throws MalformedAmfException {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    // Some encoders end a message without its last end marker.
    while (in.hasRemaining()) {
      int length = shortLength();
      if (length == 0 && in.hasRemaining() && in.get(in.position()) == Amf0.OBJECT_END) {
        in.get();
        break;
      }
      properties.put(text(length), value(depth + 1));
    }
    return properties;
  }

  private AmfValue strictArray(int depth) throws MalformedAmfException {
    int count = in.getInt();
    if (count < 0 || count > in.remaining()) {
      throw new MalformedAmfException("AMF0 array is longer than its message");
    }
    List<AmfValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.StrictArray(items);
  }

  private int shortLength() {
    return in.getShort() & 0xFFFF;
  }

  private String text(int length) throws MalformedAmfException {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedAmfException("AMF0 string is longer than its message");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
