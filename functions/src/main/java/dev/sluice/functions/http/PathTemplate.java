package dev.sluice.functions.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route's path, {@code /v1/streams/{streamId}}: fixed segments and named ones. */
public record PathTemplate(List<String> segments) {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** Reads the form that OpenAPI uses. */
  public static PathTemplate of(String text) {
    return new PathTemplate(List.of(text.substring(1).split("/")));
  }

  /** The named segments' values when a path is of this form. */
  public Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
