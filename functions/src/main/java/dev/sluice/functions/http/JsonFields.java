package dev.sluice.functions.http;

import dev.sluice.functions.problem.FieldError;
import dev.sluice.functions.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one JSON object and collects everything that is wrong with them, so that a
 * client learns it all at once. Whoever has read its fields calls {@link #finish}, which also finds
 * the fields nobody asked for. For one request on one thread.
 */
public final class JsonFields {
  private final ObjectNode node;
  private final String prefix;
  private final List<FieldError> errors;
  private final List<JsonFields> nested = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  private JsonFields(ObjectNode node, String prefix, List<FieldError> errors) {
    this.node = node;
    this.prefix = prefix;
    this.errors = errors;
  }

  public static JsonFields of(ObjectNode node) {
    return new JsonFields(node, "", new ArrayList<>());
  }

  /** Whether the field was sent, be it as null. */
  public boolean has(String name) {
    known.add(name);
    return node.has(name);
  }

  /** Whether the field was sent as null, which clears what can be cleared. */
  public boolean isNull(String name) {
    known.add(name);
    return node.has(name) && node.get(name).isNull();
  }

  /** A text within a rule; null when it was not sent or was refused. */
  public @Nullable String text(String name, TextRule rule) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      reject(name, "must be a text" + hint(value));
      return null;
    }
    Optional<String> objection = rule.objection(value.stringValue());
    objection.ifPresent(message -> reject(name, message));
    return objection.isPresent() ? null : value.stringValue();
  }

  /** A whole number within bounds; null when it was not sent or was refused. */
  public @Nullable Integer integer(String name, int min, int max) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      reject(name, "must be a whole number" + hint(value));
      return null;
    }
    if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
      reject(name, "must be " + min + " to " + max);
      return null;
    }
    return value.intValue();
  }

  /** True or false; null when it was not sent or was refused. */
  public @Nullable Boolean bool(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      reject(name, "must be true or false" + hint(value));
      return null;
    }
    return value.booleanValue();
  }

  /**
   * One of a set of names; null when it was not sent or was refused.
   *
   * @param allowed the names, for the refusal
   */
  public <T> @Nullable T choice(
      String name, Function<String, Optional<T>> parse, List<String> allowed) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    Optional<T> parsed = value.isString() ? parse.apply(value.stringValue()) : Optional.empty();
    if (parsed.isEmpty()) {
      reject(name, "must be one of " + String.join(", ", allowed));
    }
    return parsed.orElse(null);
  }

  /**
   * An object's own fields, finished with these; null when it was not sent, is null or was refused.
   */
  public @Nullable JsonFields object(String name) {
    if (isNull(name)) {
      return null;
    }
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ObjectNode object)) {
      reject(name, "must be an object");
      return null;
    }
    JsonFields fields = new JsonFields(object, prefix + name + ".", errors);
    nested.add(fields);
    return fields;
  }

  /** Notes something wrong with a field. */
  public void reject(String name, String message) {
    errors.add(new FieldError(prefix + name, message));
  }

  /** Notes that a required field was not sent. */
  public void require(String name, String what) {
    if (!has(name)) {
      reject(name, "is required: " + what);
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isClean() {
    return errors.isEmpty();
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException 422 with all that is wrong, unknown fields included
   */
  public void finish() {
    rejectUnknown();
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private void rejectUnknown() {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        // A name nobody knows is the client's own text: shown only where it cannot be a value.
        boolean plain = name.matches("[A-Za-z][A-Za-z0-9_]{0,39}");
        reject(
            plain ? name : "?",
            "is not a field here" + (plain ? "; check its spelling and its place" : ""));
      }
    }
    nested.forEach(JsonFields::rejectUnknown);
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    return node.get(name);
  }

  private static String hint(JsonNode value) {
    return value.isNull() ? ", not null" : "";
  }
}
