package dev.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.functions.testing.FailingCatalog;
import dev.sluice.functions.testing.GatewayEvent;
import dev.sluice.functions.testing.RecordedBus;
import dev.sluice.functions.testing.TestParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entry point: which function it is, and what a client can do about that, which is nothing. */
class HandlerTest {
  private static final String DEFINITION = "spring.cloud.function.definition";

  private LocalTable table;

  @BeforeEach
  void open() {
    table = LocalTable.open();
  }

  @AfterEach
  void close() {
    System.clearProperty(DEFINITION);
    table.close();
  }

  @Test
  void doesNotStartWithoutAFunctionsName() {
    assertThatThrownBy(() -> new Handler(null, parts(table.catalog())))
        .hasStackTraceContaining("SPRING_CLOUD_FUNCTION_DEFINITION")
        .hasStackTraceContaining("is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apii", "functionRouter", "api|live", "api,live", ""})
  void doesNotStartWithANameThatIsNoFunction(String name) {
    assertThatThrownBy(() -> new Handler(name, parts(table.catalog())))
        .hasStackTraceContaining("is unknown");
  }

  @Test
  void theEnvironmentNamesTheFunctionAndAClientsHeaderDoesNot() {
    System.setProperty(DEFINITION, "api");
    Handler handler = new Handler(null, parts(table.catalog()));

    GatewayEvent event =
        GatewayEvent.of("GET", "/v1/streams")
            .header(DEFINITION, "functionRouter")
            .header("spring.cloud.function.routing-expression", "'functionRouter'");
    assertThat(call(handler, event.toBytes())).contains("\"statusCode\":401");
  }

  @Test
  void aBodyIsNeverTakenForTheEvent() {
    Handler handler = new Handler("api", parts(table.catalog()));
    String key = newKey();

    for (String body : new String[] {"[{\"name\": \"a\"}, {}]", "{\"payload\": \"x\"}", "\"x\""}) {
      byte[] event = GatewayEvent.of("POST", "/v1/streams").bearer(key).json(body).toBytes();
      assertThat(call(handler, event)).contains("\"statusCode\":4");
    }
    String wrapped =
        new String(
                GatewayEvent.of("GET", "/v1/streams").bearer(key).toBytes(), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"payload\": {\"rawPath\": \"/none\"},");
    assertThat(call(handler, wrapped.getBytes(StandardCharsets.UTF_8)))
        .contains("\"statusCode\":200");
  }

  @Test
  void anAnswerHoldsNothingButWhatTheGatewayReads() {
    Handler handler = new Handler("api", parts(table.catalog()));

    String answer = call(handler, GatewayEvent.of("GET", "/v1/none").bearer(newKey()).toBytes());
    assertThat(answer)
        .doesNotContain("authorization")
        .doesNotContain("aws-context")
        .doesNotContain("cookies");
  }

  @Test
  void primingTakesTheWholePathAndChangesNothing() throws IOException {
    FailingCatalog catalog = FailingCatalog.over(table.catalog());
    Handler handler = new Handler("api", parts(catalog.catalog()));

    handler.beforeCheckpoint(Core.getGlobalContext());
    handler.afterRestore(Core.getGlobalContext());

    assertThat(catalog.keyLookUps()).isEqualTo(1);
    assertThat(catalog.streamCalls()).as("what a refused request never comes to").isEqualTo(1);
    assertThat(call(handler, GatewayEvent.of("GET", "/v1/streams").bearer(newKey()).toBytes()))
        .contains("\"statusCode\":200");
  }

  @Test
  void primingOutlivesATableThatIsAway() throws IOException {
    FailingCatalog catalog = FailingCatalog.over(table.catalog());
    Handler handler = new Handler("api", parts(catalog.catalog()));
    catalog.failWith(new IllegalStateException("no table"));

    handler.beforeCheckpoint(Core.getGlobalContext());

    catalog.recover();
    assertThat(call(handler, GatewayEvent.of("GET", "/v1/streams").bearer(newKey()).toBytes()))
        .contains("\"statusCode\":200");
  }

  @Test
  void aMissingVariableFailsTheStartAndIsNamed() {
    assertThatThrownBy(() -> new Handler("api", null))
        .hasStackTraceContaining("the environment variable SLUICE_TABLE is not set");
  }

  private String newKey() {
    var accounts = table.catalog().accounts();
    return accounts.createApiKey(accounts.create("a").id(), "k").reveal();
  }

  private Parts parts(Catalog catalog) {
    return new TestParts(Settings.of(Map.of()), catalog, new RecordedBus(), table.clock());
  }

  private static String call(Handler handler, byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
