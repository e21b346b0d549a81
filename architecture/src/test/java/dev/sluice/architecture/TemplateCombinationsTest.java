package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the parameters, nothing that is deployed needs what is not. */
class TemplateCombinationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "template.yaml",
        "infra/store.yaml",
        "infra/network.yaml",
        "infra/tasks.yaml",
        "infra/ingest.yaml",
        "infra/alarms.yaml"
      })
  void everyCombinationOfParametersRenders(String file) {
    assertThat(Rendering.all(Template.read(file)))
        .isNotEmpty()
        .allSatisfy(rendering -> assertThat(rendering.dangling()).isEmpty());
  }

  @Test
  void theCombinationsAreThoseOfWhatConditionsAskFor() {
    // TasksOn, VpcId, SourceUrl and WithIngest.
    assertThat(Rendering.all(Template.read("template.yaml"))).hasSize(16);
  }

  @Test
  void aNestedTemplateIsGivenEveryParameterThatItHasAndGivesEveryOutputAskedFor() {
    Template whole = Template.read("template.yaml");
    Map<String, Object> resources = Template.map(whole.content(), "Resources");
    Set<String> given = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    Set<String> outputs = new HashSet<>();
    resources.forEach(
        (name, resource) -> {
          Map<String, Object> stack = Template.asMap(resource);
          if (Template.text(stack, "Type").equals("AWS::CloudFormation::Stack")) {
            Map<String, Object> properties = Template.map(stack, "Properties");
            Template nested = Template.read(Template.text(properties, "TemplateURL"));
            Template.map(properties, "Parameters").keySet().forEach(p -> given.add(name + "." + p));
            Template.map(nested.content(), "Parameters")
                .keySet()
                .forEach(p -> wanted.add(name + "." + p));
            if (nested.content().containsKey("Outputs")) {
              Template.map(nested.content(), "Outputs")
                  .keySet()
                  .forEach(o -> outputs.add(name + ".Outputs." + o));
            }
          }
        });

    assertThat(given).isEqualTo(wanted);
    assertThat(
            Template.mappings(whole.content())
                .map(mapping -> mapping.get("GetAtt"))
                .filter(path -> path != null && path.toString().contains(".Outputs."))
                .map(Object::toString))
        .isNotEmpty()
        .isSubsetOf(outputs);
  }
}
