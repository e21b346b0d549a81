package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles allow the AWS calls that the code makes, and no more. */
class TemplateRolesTest {
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z]+)\\.[A-Z]\\w*Client");

  /** What the services' names are in IAM, where they differ. */
  private static final Map<String, String> PREFIXES = Map.of("eventbridge", "events");

  /** A transaction is allowed by what it consists of. */
  private static final Set<String> IN_TRANSACTIONS =
      Set.of(
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem");

  /** The only part that AWS does not run: it makes the table of the local run and of tests. */
  private static final String TABLE_MAKER = "dev.sluice.catalog.table.SluiceTable";

  private static final Set<String> OF_OUR_CODE = Set.of("dynamodb", "kms", "ecs", "events");

  /** Asked of whoever calls RunTask with tags, beside RunTask. */
  private static final Set<String> WITH_RUN_TASK = Set.of("ecs:TagResource");

  private static final Set<String> LAUNCH = Set.of("ecs:RunTask", "ecs:TagResource");

  private static Set<String> called;

  @BeforeAll
  static void readCalls() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.catalog", "dev.sluice.functions", "dev.sluice.push");
    called =
        classes.stream()
            .filter(type -> !type.getName().startsWith(TABLE_MAKER))
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .flatMap(TemplateRolesTest::actions)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyCallIsAllowedAndEveryAllowedActionIsCalled() {
    Set<String> allowed =
        Template.resources()
            .flatMap(e -> allowed(e.getValue()))
            .filter(action -> OF_OUR_CODE.contains(action.split(":", 2)[0]))
            .filter(action -> !WITH_RUN_TASK.contains(action))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(allowed).isEqualTo(called);
  }

  @Test
  void theApiSealsSecretsAndCannotOpenThem() {
    assertThat(of("ApiRole", "kms")).containsExactly("kms:Encrypt");
    assertThat(of("ApiRole", "ecs")).isEmpty();
  }

  @Test
  void aTaskOpensSecretsAndDeletesNothing() {
    assertThat(of("TaskRole", "kms")).containsExactly("kms:Decrypt");
    assertThat(of("TaskRole", "dynamodb")).doesNotContain("dynamodb:DeleteItem");
    assertThat(of("TaskRole", "events")).isEmpty();
    assertThat(of("TaskRole", "ecs")).isEmpty();
  }

  @Test
  void whoStartsTasksOpensNoSecretAndReconcileAloneStopsThem() {
    assertThat(of("LaunchPolicy", "kms")).isEmpty();
    assertThat(of("LaunchPolicy", "ecs")).containsExactlyInAnyOrderElementsOf(LAUNCH);
    assertThat(of("LiveRole", "ecs")).isEmpty();
    assertThat(of("TasksRole", "ecs")).isEmpty();
    assertThat(of("ReconcileRole", "ecs")).containsExactly("ecs:StopTask");
  }

  @Test
  void noRoleAllowsEverythingOfAService() {
    assertThat(Template.resources().flatMap(e -> allowed(e.getValue())))
        .noneMatch(action -> action.contains("*"));
  }

  private static Set<String> of(String resource, String service) {
    return Template.resources()
        .filter(e -> e.getKey().equals(resource))
        .flatMap(e -> allowed(e.getValue()))
        .filter(action -> action.startsWith(service + ":"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The actions that a role or policy of the template allows. */
  private static Stream<String> allowed(Map<String, Object> resource) {
    boolean identity = Template.text(resource, "Type").matches("AWS::IAM::(Role|ManagedPolicy)");
    if (!identity) {
      return Stream.empty();
    }
    return Template.mappings(resource)
        .filter(mapping -> mapping.containsKey("Action"))
        .flatMap(statement -> Template.list(statement.get("Action")).stream())
        .map(Object::toString)
        .filter(action -> !action.equals("sts:AssumeRole"));
  }

  private static Stream<String> actions(JavaMethodCall call) {
    Matcher client = CLIENT.matcher(call.getTargetOwner().getName());
    String method = call.getName();
    if (!client.matches() || method.equals("builder") || method.equals("close")) {
      return Stream.empty();
    }
    if (method.equals("transactWriteItems")) {
      return IN_TRANSACTIONS.stream();
    }
    String service = PREFIXES.getOrDefault(client.group(1), client.group(1));
    return Stream.of(
        service + ":" + method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1));
  }
}
