package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrows between the modules, and between their packages, point one way, and each module keeps to
 * its own matter.
 */
class ModuleArrowsTest {
  private static final String MEDIA = "org.bytedeco..";

  /** What a module's classes may not depend on. */
  private static final Map<String, String[]> FORBIDDEN =
      Map.of(
          "dev.sluice.catalog..",
          new String[] {
            "dev.sluice.wire..",
            "dev.sluice.functions..",
            "dev.sluice.push..",
            "dev.sluice.local..",
            "org.springframework..",
            "com.amazonaws.services.lambda..",
            MEDIA
          },
          "dev.sluice.wire..",
          new String[] {
            "dev.sluice.catalog..",
            "dev.sluice.functions..",
            "dev.sluice.push..",
            "dev.sluice.local..",
            "org.springframework..",
            "software.amazon.awssdk..",
            MEDIA
          },
          "dev.sluice.functions..",
          new String[] {"dev.sluice.push..", "dev.sluice.local..", MEDIA},
          "dev.sluice.push..",
          new String[] {
            "dev.sluice.functions..",
            "dev.sluice.local..",
            "org.springframework..",
            "com.amazonaws.services.lambda..",
            "com.sun.net.httpserver.."
          });

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");
  }

  static Stream<Arguments> modules() {
    return FORBIDDEN.entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modules")
  void moduleDependsOnNothingItMayNotKnow(String module, String[] forbidden) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void nothingDependsOnDynamoDbLocalButTheLocalRun() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.local..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.dynamodb..")
        .check(classes);
  }
}
