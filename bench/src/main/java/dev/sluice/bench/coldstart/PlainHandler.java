package dev.sluice.bench.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.functions.api.AccountRoutes;
import dev.sluice.functions.api.Authenticator;
import dev.sluice.functions.api.EventRoutes;
import dev.sluice.functions.api.NativeApi;
import dev.sluice.functions.api.StreamOperations;
import dev.sluice.functions.api.StreamRoutes;
import dev.sluice.functions.event.EventBridgeBus;
import dev.sluice.functions.http.CorsPolicy;
import dev.sluice.functions.http.GatewayFunction;
import dev.sluice.functions.http.HttpFunction;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.ingest.SourceEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The same requests answered by the same code, called by Lambda without Spring between. */
public final class PlainHandler implements RequestStreamHandler {
  private final GatewayFunction function;

  /** Makes what the function {@code api} makes when it starts. */
  public PlainHandler() {
    Map<String, String> environment = System.getenv();
    AwsClients clients = new AwsClients(environment);
    Catalog catalog =
        DynamoCatalog.open(
            clients.build(DynamoDbClient.builder()),
            environment.getOrDefault("SLUICE_TABLE", ""),
            Vaults.open(environment.getOrDefault("SLUICE_VAULT", ""), clients),
            Clock.systemUTC(),
            new SecureRandom());
    EventBridgeBus bus =
        new EventBridgeBus(
            clients.build(EventBridgeClient.builder()),
            environment.getOrDefault("SLUICE_EVENT_BUS", ""));
    AccountRoutes with =
        new AccountRoutes(
            new Authenticator(catalog.accounts(), Clock.systemUTC()), catalog.idempotency());
    StreamOperations streams = new StreamOperations(catalog);
    SourceEvents events = new SourceEvents(catalog.sessions(), bus);
    List<Route> routes = new ArrayList<>(new StreamRoutes(catalog, streams, null).routes(with));
    routes.addAll(new EventRoutes(catalog, streams, events, Clock.systemUTC()).routes(with));
    this.function =
        new GatewayFunction(
            new HttpFunction(List.of(new NativeApi(routes)), CorsPolicy.parse(null)));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(function.apply(input));
  }
}
