package dev.sluice.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What CloudFormation makes of a template with certain parameters: which resources are there, and
 * what these refer to (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html">condition
 * functions</a>).
 */
record Rendering(Template template, Map<String, String> parameters) {
  private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([\\w:]+)(?:\\.[\\w.]+)?}");

  /** One for each combination of the parameters that conditions ask for. */
  static List<Rendering> all(Template template) {
    Set<String> asked = references(part(template, "Conditions"));
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, Object> parameter : part(template, "Parameters").entrySet()) {
      if (asked.contains(parameter.getKey())) {
        combinations =
            combinations.stream()
                .flatMap(
                    each ->
                        values(Template.asMap(parameter.getValue()))
                            .map(value -> with(each, parameter.getKey(), value)))
                .toList();
      }
    }
    return combinations.stream().map(each -> new Rendering(template, each)).toList();
  }

  /** What something that is there refers to, though it is not there itself. */
  Set<String> dangling() {
    Map<String, Object> resources = present("Resources");
    Set<String> dangling = new TreeSet<>();
    Stream.concat(resources.values().stream(), present("Outputs").values().stream())
        .map(this::chosen)
        .forEach(value -> dangling.addAll(references(value)));
    dangling.removeIf(name -> name.startsWith("AWS::"));
    dangling.removeAll(part(template, "Parameters").keySet());
    dangling.removeAll(resources.keySet());
    return dangling;
  }

  private Map<String, Object> present(String part) {
    return part(template, part).entrySet().stream()
        .filter(e -> !(Template.asMap(e.getValue()).get("Condition") instanceof String c) || is(c))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The value, with one branch of each {@code Fn::If}. */
  private Object chosen(Object value) {
    return switch (value) {
      case Map<?, ?> mapping when mapping.get("If") instanceof List<?> branches ->
          chosen(branches.get(is(branches.getFirst().toString()) ? 1 : 2));
      case Map<?, ?> mapping ->
          mapping.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> chosen(e.getValue())));
      case Collection<?> several -> several.stream().map(this::chosen).toList();
      default -> value;
    };
  }

  private boolean is(String condition) {
    return holds(Template.map(part(template, "Conditions"), condition));
  }

  private boolean holds(Map<String, Object> function) {
    Map.Entry<String, Object> call = function.entrySet().iterator().next();
    List<Object> arguments = new ArrayList<>(Template.list(call.getValue()));
    return switch (call.getKey()) {
      case "Condition" -> is(call.getValue().toString());
      case "Equals" -> text(arguments.get(0)).equals(text(arguments.get(1)));
      case "Not" -> !holds(Template.asMap(arguments.getFirst()));
      case "And" -> arguments.stream().allMatch(each -> holds(Template.asMap(each)));
      case "Or" -> arguments.stream().anyMatch(each -> holds(Template.asMap(each)));
      default -> throw new IllegalArgumentException("no condition function: " + call.getKey());
    };
  }

  private String text(Object value) {
    return value instanceof Map<?, ?>
        ? Objects.requireNonNull(parameters.get(Template.text(Template.asMap(value), "Ref")))
        : value.toString();
  }

  private static Set<String> references(Object value) {
    return Template.mappings(value).flatMap(Rendering::named).collect(Collectors.toSet());
  }

  private static Stream<String> named(Map<String, Object> mapping) {
    return mapping.entrySet().stream()
        .flatMap(
            e ->
                switch (e.getKey()) {
                  case "Ref" -> Stream.of(e.getValue().toString());
                  case "GetAtt" -> Stream.of(e.getValue().toString().split("\\.", 2)[0]);
                  case "DependsOn" -> Template.list(e.getValue()).stream().map(Object::toString);
                  case "Sub" -> inText(Template.list(e.getValue()));
                  default -> Stream.empty();
                });
  }

  /** Of a text, and of the names of its own that may stand behind it. */
  private static Stream<String> inText(Collection<?> substitution) {
    List<?> parts = List.copyOf(substitution);
    Set<String> own = parts.size() > 1 ? Template.asMap(parts.get(1)).keySet() : Set.of();
    return IN_TEXT
        .matcher(parts.getFirst().toString())
        .results()
        .map(match -> match.group(1))
        .filter(name -> !own.contains(name));
  }

  private static Stream<String> values(Map<String, Object> parameter) {
    return parameter.get("AllowedValues") instanceof Collection<?> allowed
        ? allowed.stream().map(Object::toString)
        : Stream.of("", "given");
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    Map<String, String> more = new TreeMap<>(all);
    more.put(name, value);
    return more;
  }

  private static Map<String, Object> part(Template template, String part) {
    return template.content().containsKey(part) ? Template.map(template.content(), part) : Map.of();
  }
}
