package dev.sluice.wire.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of AMF0 (Adobe, Action Message Format AMF 0, section 2). Immutable. */
public sealed interface AmfValue {
  /** Null. */
  AmfValue NULL = new Null();

  /** Undefined; also what an unsupported marker is read as. */
  AmfValue UNDEFINED = new Undefined();

  /** A double, the only kind of number. */
  record Num(double value) implements AmfValue {}

  /** True or false. */
  record Bool(boolean value) implements AmfValue {}

  /** Text; short and long strings alike. */
  record Text(String value) implements AmfValue {}

  /** An object; its properties keep their order. A typed object loses its class name. */
  record Obj(Map<String, AmfValue> properties) implements AmfValue {
    /** Copies the properties. */
    public Obj {
      properties = ordered(properties);
    }
  }

  /** An associative array, as {@code onMetaData} uses; its entries keep their order. */
  record EcmaArray(Map<String, AmfValue> entries) implements AmfValue {
    /** Copies the entries. */
    public EcmaArray {
      entries = ordered(entries);
    }
  }

  /** An array with a length. */
  record StrictArray(List<AmfValue> items) implements AmfValue {
    /** Copies the items. */
    public StrictArray {
      items = List.copyOf(items);
    }
  }

  /** Milliseconds since 1970-01-01 UTC. */
  record Date(double epochMillis) implements AmfValue {}

  /** The type of {@link #NULL}. */
  record Null() implements AmfValue {}

  /** The type of {@link #UNDEFINED}. */
  record Undefined() implements AmfValue {}

  /** A number. */
  static AmfValue of(double value) {
    return new Num(value);
  }

  /** True or false. */
  static AmfValue of(boolean value) {
    return new Bool(value);
  }

  /** Text. */
  static AmfValue of(String value) {
    return new Text(value);
  }

  private static Map<String, AmfValue> ordered(Map<String, AmfValue> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
