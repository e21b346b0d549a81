package dev.sluice.functions.testing;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.catalog.testing.MutableClock;
import dev.sluice.functions.Handler;
import dev.sluice.functions.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function {@code api} over a table of its own, with one account and its key. Close it. */
public final class ApiRun implements AutoCloseable {
  public static final String INGEST_URL = "rtmp://ingest.example:1935/live";

  private final LocalTable table;
  private final FailingCatalog failing;
  private final RecordedBus bus = new RecordedBus();
  private final Handler handler;
  private final Account account;
  private final String apiKey;

  private ApiRun(LocalTable table, Map<String, String> environment) {
    this.table = table;
    this.failing = FailingCatalog.over(table.catalog());
    this.handler =
        new Handler(
            "api", new TestParts(Settings.of(environment), failing.catalog(), bus, table.clock()));
    this.account = table.catalog().accounts().create("test");
    this.apiKey = newKey(account);
  }

  public static ApiRun open() {
    return open(Map.of("SLUICE_INGEST_URL", INGEST_URL));
  }

  public static ApiRun open(Map<String, String> environment) {
    return new ApiRun(LocalTable.open(), environment);
  }

  public Catalog catalog() {
    return table.catalog();
  }

  public MutableClock clock() {
    return table.clock();
  }

  /** Makes the function's next calls fail below it. */
  public FailingCatalog failing() {
    return failing;
  }

  /** The table's raw client. */
  public LocalTable table() {
    return table;
  }

  public RecordedBus bus() {
    return bus;
  }

  public Account account() {
    return account;
  }

  public String apiKey() {
    return apiKey;
  }

  public String newKey(Account owner) {
    return table.catalog().accounts().createApiKey(owner.id(), "test").reveal();
  }

  /** Calls with the account's key; a body is JSON. */
  public Answer call(String method, String target, @Nullable String json) {
    GatewayEvent event = GatewayEvent.of(method, target).bearer(apiKey);
    return send(json == null ? event : event.json(json));
  }

  public Answer call(String method, String target) {
    return call(method, target, null);
  }

  /** Sends exactly this event, and holds the answer against the API's description. */
  public Answer send(GatewayEvent event) {
    Answer answer = Answer.parse(handle(event.toBytes()));
    OpenApiDescription.shared().check(event, answer);
    return answer;
  }

  /** Bytes in, bytes out. */
  public byte[] handle(byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, new LambdaContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toByteArray();
  }

  /** Makes a stream and answers its id. */
  public String stream() {
    return call("POST", "/v1/streams", "{\"name\": \"show\"}").text("/id");
  }

  /** Makes a stream with a pull URL, live, and answers its id. */
  public String liveStream() {
    String id =
        call("POST", "/v1/streams", "{\"name\": \"show\", \"pullUrl\": \"rtmp://source/app/x\"}")
            .text("/id");
    Answer _ = call("POST", "/v1/events/stream-live", "{\"streamId\": \"" + id + "\"}");
    return id;
  }

  @Override
  public void close() {
    table.close();
  }
}
