package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One CloudFormation template; {@code !Ref X} reads as a map of {@code Ref} to X. */
record Template(Map<String, Object> content) {
  static final List<String> FILES =
      List.of(
          "template.yaml",
          "infra/store.yaml",
          "infra/tasks.yaml",
          "infra/ingest.yaml",
          "infra/alarms.yaml");

  static Template read(String file) {
    try {
      return new Template(new Yaml(new Tags()).load(Files.readString(Path.of("..").resolve(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, as if they were one: names are unique across them. */
  static Stream<Map.Entry<String, Map<String, Object>>> resources() {
    return FILES.stream()
        .map(Template::read)
        .flatMap(t -> map(t.content, "Resources").entrySet().stream())
        .map(e -> Map.entry(e.getKey(), asMap(e.getValue())));
  }

  static Map<String, Object> properties(String resource) {
    return resources()
        .filter(e -> e.getKey().equals(resource))
        .map(e -> map(e.getValue(), "Properties"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no resource " + resource));
  }

  static Map<String, Object> map(Map<String, Object> parent, String key) {
    return asMap(parent.get(key));
  }

  static String text(Map<String, Object> parent, String key) {
    return Objects.requireNonNull(parent.get(key)).toString();
  }

  /** A list, or the list of the one value that stands in its place. */
  static Collection<?> list(@Nullable Object given) {
    Object value = Objects.requireNonNull(given);
    return value instanceof Collection<?> several ? several : List.of(value);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asMap(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  /** Every mapping within a value, however deep. */
  static Stream<Map<String, Object>> mappings(Object value) {
    return switch (value) {
      case Map<?, ?> mapping ->
          Stream.concat(
              Stream.of(asMap(mapping)), mapping.values().stream().flatMap(Template::mappings));
      case Collection<?> several -> several.stream().flatMap(Template::mappings);
      default -> Stream.empty();
    };
  }

  private static final class Tags extends SafeConstructor {
    Tags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return Map.of(node.getTag().getValue().substring(1), value(node));
            }
          });
    }

    private Object value(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new IllegalArgumentException("no CloudFormation: " + node);
      };
    }
  }
}
