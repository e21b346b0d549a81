package dev.sluice.wire.amf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Writes AMF0. */
public final class Amf0Encoder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private Amf0Encoder() {}

  /**
   * The values one after another, as commands and data messages have them.
   *
   * @throws IllegalArgumentException for a property name longer than 65,535 bytes
   */
  public static ByteBuffer encode(AmfValue... values) {
    return encode(List.of(values));
  }

  /** As {@link #encode(AmfValue...)}. */
  public static ByteBuffer encode(List<AmfValue> values) {
    Amf0Encoder encoder = new Amf0Encoder();
    try {
      for (AmfValue value : values) {
        encoder.value(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return ByteBuffer.wrap(encoder.bytes.toByteArray());
  }

  private void value(AmfValue value) throws IOException {
    switch (value) {
      case AmfValue.Num(double number) -> {
        out.writeByte(Amf0.NUMBER);
        out.writeDouble(number);
      }
      case AmfValue.Bool(boolean flag) -> {
        out.writeByte(Amf0.BOOLEAN);
        out.writeBoolean(flag);
      }
      case AmfValue.Text(String text) -> text(text.getBytes(UTF_8));
      case AmfValue.Obj(Map<String, AmfValue> properties) -> {
        out.writeByte(Amf0.OBJECT);
        properties(properties);
      }
      case AmfValue.EcmaArray(Map<String, AmfValue> entries) -> {
        out.writeByte(Amf0.ECMA_ARRAY);
        out.writeInt(entries.size());
        properties(entries);
      }
      case AmfValue.StrictArray(List<AmfValue> items) -> {
        out.writeByte(Amf0.STRICT_ARRAY);
        out.writeInt(items.size());
        for (AmfValue item : items) {
          value(item);
        }
      }
      case AmfValue.Date(double epochMillis) -> {
        out.writeByte(Amf0.DATE);
        out.writeDouble(epochMillis);
        out.writeShort(0);
      }
      case AmfValue.Null() -> out.writeByte(Amf0.NULL);
      case AmfValue.Undefined() -> out.writeByte(Amf0.UNDEFINED);
    }
  }

  private void text(byte[] utf8) throws IOException {
    if (utf8.length <= Amf0.MAX_SHORT_STRING) {
      out.writeByte(Amf0.STRING);
      out.writeShort(utf8.length);
    } else {
      out.writeByte(Amf0.LONG_STRING);
      out.writeInt(utf8.length);
    }
    out.write(utf8);
  }

  private void properties(Map<String, AmfValue> properties) throws IOException {
    for (Map.Entry<String, AmfValue> property : properties.entrySet()) {
      byte[] name = property.getKey().getBytes(UTF_8);
      if (name.length > Amf0.MAX_SHORT_STRING) {
        throw new IllegalArgumentException("property name is longer than 65,535 bytes");
      }
      out.writeShort(name.length);
      out.write(name);
      value(property.getValue());
    }
    out.writeShort(0);
    out.writeByte(Amf0.OBJECT_END);
  }
}
