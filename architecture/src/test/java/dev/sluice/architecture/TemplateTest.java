package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.push.task.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The templates say what the code says. */
class TemplateTest {
  private static final Path FUNCTIONS = Path.of("../functions/src/main/java/dev/sluice/functions");
  private static final Pattern CASE = Pattern.compile("case \"([a-z]+)\" ->");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)`[ †]*\\| ([^|]+) \\|.*");
  private static final Set<String> OF_THE_RUNTIME = Set.of("JAVA_TOOL_OPTIONS");

  /** What stays the same as long as the stack is there. */
  private static final Set<String> FOR_GOOD = Set.of("Bus", "Tasks.Outputs.ClusterArn");

  @Test
  void everyFunctionOfTheCodeIsDeployedAndNoOther() {
    String code = text(FUNCTIONS.resolve("Functions.java"));
    Set<String> inCode =
        CASE.matcher(code).results().map(match -> match.group(1)).collect(Collectors.toSet());

    Set<Object> deployed =
        Template.resources()
            .filter(e -> "AWS::Serverless::Function".equals(e.getValue().get("Type")))
            .map(e -> variables(Template.map(e.getValue(), "Properties")))
            .map(variables -> variables.get("SPRING_CLOUD_FUNCTION_DEFINITION"))
            .collect(Collectors.toSet());

    assertThat(deployed).containsExactlyInAnyOrderElementsOf(inCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Api", "Live", "Tasks", "Reconcile"})
  void aFunctionsEnvironmentIsWhatItReads(String function) {
    Map<String, Object> globals =
        Template.map(Template.map(Template.read("template.yaml").content(), "Globals"), "Function");
    Set<String> set = new TreeSet<>(variables(Template.properties(function + "Function")).keySet());
    set.addAll(variables(globals).keySet());
    set.removeAll(OF_THE_RUNTIME);

    assertThat(set).isEqualTo(readBy("functions", "`" + function.toLowerCase(Locale.ROOT) + "`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Api", "Live", "Tasks", "Reconcile"})
  void aSettingThatChangesGivesTheFunctionANewVersion(String function) {
    Map<String, Object> properties = Template.properties(function + "Function");
    String version = Template.text(properties, "VersionDescription");

    assertThat(references(variables(properties)))
        .isNotEmpty()
        .allSatisfy(reference -> assertThat(version).contains(reference));
    assertThat(version).contains("Architecture");
  }

  @Test
  void theTasksEnvironmentIsWhatItReads() {
    Set<String> set =
        Template.list(container().get("Environment")).stream()
            .map(each -> Template.text(Template.asMap(each), "Name"))
            .filter(name -> name.startsWith("SLUICE_"))
            .collect(Collectors.toSet());

    assertThat(set).isEqualTo(readBy("task"));
  }

  @Test
  void everyParameterIsExplainedWhereOneDeploys() {
    String document = text(Path.of("../README.md"));

    assertThat(Template.map(Template.read("template.yaml").content(), "Parameters").keySet())
        .allMatch(name -> document.contains("`" + name + "`"));
  }

  @Test
  void theTableHasTheKeysOfTheCode() {
    Map<String, Object> table = Template.properties("Table");

    assertThat(Template.list(table.get("KeySchema")))
        .extracting(each -> Template.asMap(each).get("AttributeName"))
        .containsExactly(SluiceTable.PARTITION_KEY, SluiceTable.SORT_KEY);
    assertThat(Template.map(table, "TimeToLiveSpecification").get("AttributeName"))
        .isEqualTo(SluiceTable.TTL);
  }

  @Test
  void ecsRestartsNoTaskThatEndedOnPurpose() {
    assertThat(Template.map(container(), "RestartPolicy").get("IgnoredExitCodes"))
        .isEqualTo(Arrays.stream(ExitCode.values()).map(ExitCode::code).toList());
  }

  @Test
  void theLauncherNamesTheContainerOfTheTaskDefinition() {
    assertThat(text(FUNCTIONS.resolve("launch/ecs/EcsTaskLauncher.java")))
        .contains("ContainerOverride.builder().name(\"" + container().get("Name") + "\")");
  }

  @Test
  void alarmsCountWhatTheFunctionsLog() {
    assertThat(Template.properties("LaunchFailureCount").get("FilterPattern"))
        .isEqualTo("\"RunTask\"");
    assertThat(text(FUNCTIONS.resolve("launch/ecs/EcsTaskLauncher.java")))
        .contains("RunTask failed", "RunTask started nothing");
    assertThat(Template.properties("LostHeartbeatCount").get("FilterPattern"))
        .isEqualTo("\"is replaced: its lease has run out\"");
    assertThat(text(FUNCTIONS.resolve("launch/TaskStarter.java"))).contains("is replaced: {}");
    assertThat(text(FUNCTIONS.resolve("reconcile/ReconcileFunction.java")))
        .contains("\"its lease has run out\"");
  }

  private static Map<String, Object> container() {
    Map<String, Object> task = Template.properties("PushTask");
    return Template.asMap(Template.list(task.get("ContainerDefinitions")).iterator().next());
  }

  private static Map<String, Object> variables(Map<String, Object> function) {
    return Template.map(Template.map(function, "Environment"), "Variables");
  }

  /**
   * The parameters, resources and outputs that a value is made of, but for those that never change.
   */
  private static Set<String> references(Object value) {
    return Template.mappings(value)
        .flatMap(mapping -> Stream.of("Ref", "GetAtt").map(mapping::get))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(reference -> !FOR_GOOD.contains(reference))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The variables that {@code docs/configuration.md} says one of these reads. */
  private static Set<String> readBy(String... readers) {
    return SourceTree.lines(Path.of("../docs/configuration.md")).stream()
        .flatMap(line -> ROW.matcher(line).results())
        .filter(row -> Arrays.stream(readers).anyMatch(reader -> names(row.group(2), reader)))
        .map((MatchResult row) -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean names(String cell, String reader) {
    return Arrays.asList(cell.split(", *")).contains(reader);
  }

  private static String text(Path file) {
    return String.join("\n", SourceTree.lines(file));
  }
}
