package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How Java values rest in attributes: times as epoch milliseconds, enums by name. */
final class Values {
  private Values() {}

  static AttributeValue of(Object value) {
    return switch (value) {
      case AttributeValue attribute -> attribute;
      case String text -> AttributeValue.fromS(text);
      case Number number -> AttributeValue.fromN(number.toString());
      case Boolean flag -> AttributeValue.fromBool(flag);
      case Instant instant -> AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
      case Duration duration -> AttributeValue.fromN(Long.toString(duration.toMillis()));
      case Enum<?> constant -> AttributeValue.fromS(constant.name());
      case SealedSecret sealed ->
          map("ciphertext", sealed.ciphertext(), "fingerprint", sealed.fingerprint());
      case List<?> list -> AttributeValue.fromL(list.stream().map(Values::of).toList());
      case Map<?, ?> map -> AttributeValue.fromM(attributes(map));
      default -> throw new IllegalArgumentException("no attribute for " + value.getClass());
    };
  }

  /** A map attribute of name and value in turn; nulls are left out. */
  static AttributeValue map(@Nullable Object... namesAndValues) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        attributes.put(String.valueOf(namesAndValues[i]), of(value));
      }
    }
    return AttributeValue.fromM(attributes);
  }

  private static Map<String, AttributeValue> attributes(Map<?, ?> map) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    map.forEach((key, value) -> attributes.put(key.toString(), of(value)));
    return attributes;
  }
}
