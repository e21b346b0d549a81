package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as it was read. Attributes this version does not know are left alone. */
record Item(Map<String, AttributeValue> attributes) {

  Key key() {
    return Key.of(attributes);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  @Nullable String textOrNull(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.s();
  }

  String text(String name) {
    return required(name, textOrNull(name));
  }

  @Nullable Long numberOrNull(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : Long.valueOf(value.n());
  }

  long number(String name) {
    return required(name, numberOrNull(name));
  }

  /** A number that counts something; absent is 0. */
  long count(String name) {
    Long value = numberOrNull(name);
    return value == null ? 0 : value;
  }

  @Nullable Integer integerOrNull(String name) {
    Long value = numberOrNull(name);
    return value == null ? null : Math.toIntExact(value);
  }

  @Nullable Double decimalOrNull(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : Double.valueOf(value.n());
  }

  /** True when the flag is set; absent is false. */
  boolean flag(String name) {
    AttributeValue value = attributes.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  @Nullable Instant instantOrNull(String name) {
    Long millis = numberOrNull(name);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** When a push's or target's switch last moved; what was written before that was kept has not. */
  Instant switchedAt() {
    Instant kept = instantOrNull("switchedAt");
    return kept == null ? instant("createdAt") : kept;
  }

  Instant instant(String name) {
    return required(name, instantOrNull(name));
  }

  Duration millis(String name) {
    return Duration.ofMillis(number(name));
  }

  <E extends Enum<E>> @Nullable E enumOrNull(String name, Class<E> type) {
    String value = textOrNull(name);
    return value == null ? null : Enum.valueOf(type, value);
  }

  <E extends Enum<E>> E enumOf(String name, Class<E> type) {
    return required(name, enumOrNull(name, type));
  }

  List<String> texts(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
  }

  Map<String, String> textMap(String name) {
    Item map = mapOrNull(name);
    Map<String, String> texts = new HashMap<>();
    if (map != null) {
      map.attributes().forEach((key, value) -> texts.put(key, value.s()));
    }
    return texts;
  }

  @Nullable Item mapOrNull(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : new Item(value.m());
  }

  Item map(String name) {
    return required(name, mapOrNull(name));
  }

  @Nullable SealedSecret sealedOrNull(String name) {
    Item map = mapOrNull(name);
    return map == null ? null : new SealedSecret(map.text("ciphertext"), map.text("fingerprint"));
  }

  SealedSecret sealed(String name) {
    return required(name, sealedOrNull(name));
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("an item of the table lacks " + name);
    }
    return value;
  }
}
