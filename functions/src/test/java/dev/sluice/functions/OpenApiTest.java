package dev.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import dev.sluice.functions.testing.OpenApiDescription;
import dev.sluice.functions.testing.RecordedBus;
import dev.sluice.functions.testing.TestParts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The API's description says what the routes do, no more and no less. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
  private static final Set<String> KEYWORDS =
      Set.of(
          "$ref",
          "type",
          "format",
          "description",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "oneOf",
          "enum",
          "default",
          "examples",
          "writeOnly",
          "minLength",
          "maxLength",
          "minimum",
          "maximum");
  private static final JsonNode DOCUMENT = OpenApiDescription.shared().document();

  @Test
  void describesEveryRouteAndNoOther() {
    try (LocalTable table = LocalTable.open()) {
      Parts parts =
          new TestParts(Settings.of(Map.of()), table.catalog(), new RecordedBus(), table.clock());
      Set<String> routes =
          Functions.routes(parts).stream()
              .map(route -> route.method() + " " + route.path())
              .collect(Collectors.toSet());

      assertThat(operations().map(Operation::name)).containsExactlyInAnyOrderElementsOf(routes);
    }
  }

  @Test
  void everyRouteNeedsAKeyAndSaysSo() {
    try (ApiRun api = ApiRun.open()) {
      operations()
          .forEach(
              operation -> {
                String[] name = operation.name.split(" ", -1);
                GatewayEvent event = GatewayEvent.of(name[0], name[1].replaceAll("[{}]", ""));
                assertThat(api.send(event.json("{}")).status()).as(operation.name).isEqualTo(401);
              });
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwnASummaryAndItsCommonRefusals() {
    Set<String> ids = new HashSet<>();
    operations()
        .forEach(
            operation -> {
              assertThat(operation.node.path("summary").asString(""))
                  .as(operation.name)
                  .isNotEmpty();
              assertThat(ids.add(operation.node.path("operationId").stringValue()))
                  .as(operation.name)
                  .isTrue();
              assertThat(operation.node.path("responses").propertyNames())
                  .as(operation.name)
                  .contains("400", "401", "500", "503");
            });
  }

  @Test
  void schemasHoldNoWordThatIsNoKeyword() {
    DOCUMENT.at("/components/schemas").forEach(OpenApiTest::assertKeywords);
  }

  private static void assertKeywords(JsonNode schema) {
    assertThat(schema.propertyNames()).as(schema.toString()).isSubsetOf(KEYWORDS);
    schema.path("properties").forEach(OpenApiTest::assertKeywords);
    schema.path("anyOf").forEach(OpenApiTest::assertKeywords);
    if (schema.has("items")) {
      assertKeywords(schema.path("items"));
    }
  }

  static Stream<Arguments> enumerations() {
    return Stream.of(
        Arguments.of("/PushStatus/properties/state", names(PushState.values())),
        Arguments.of("/Session/properties/state", names(SessionState.values())),
        Arguments.of("/Reason", names(Reason.values())),
        Arguments.of("/Protocol", names(Protocol.values())),
        Arguments.of("/Profile", Arrays.stream(Profile.values()).map(Profile::wireName).toList()));
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void enumerationsAreThoseOfTheCode(String schema, List<String> names) {
    assertThat(
            DOCUMENT
                .at("/components/schemas" + schema + "/enum")
                .valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::stringValue))
        .containsExactlyElementsOf(names);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static Stream<Operation> operations() {
    return DOCUMENT.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
  }

  private record Operation(String name, JsonNode node) {}
}
