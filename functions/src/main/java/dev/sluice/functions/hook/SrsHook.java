package dev.sluice.functions.hook;

import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.Json;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP callbacks of SRS: JSON, answered by status and by the {@code code} in the body, 0 to go
 * on (<a href="https://ossrs.io/lts/en-us/docs/v6/doc/http-callback">its protocol</a>).
 */
final class SrsHook {
  private final IngestGate gate;

  SrsHook(IngestGate gate) {
    this.gate = gate;
  }

  HttpResponse handle(Account account, RoutedRequest request) {
    ObjectNode call = Json.readObject(request.request().body().text());
    Publisher publisher = new Publisher(text(call, "app"), text(call, "stream"), connection(call));
    Admission admission =
        switch (text(call, "action")) {
          case "on_publish" -> gate.came(account, publisher);
          case "on_unpublish" -> {
            gate.left(account, publisher);
            yield Admission.GRANTED;
          }
          case "on_play" -> gate.mayPlay(account, publisher.key());
          case "" -> throw ProblemException.malformed("action", "is missing");
          default -> Admission.GRANTED;
        };
    return admission.refusal() == null
        ? HttpResponse.json(200, new Answer(0, "ok"))
        : HttpResponse.json(403, new Answer(403, admission.refusal()));
  }

  private static String connection(ObjectNode call) {
    String id = "srs-" + text(call, "server_id") + "-" + text(call, "client_id");
    return id.substring(0, Math.min(id.length(), 128));
  }

  /** Older versions write ids as numbers. */
  private static String text(ObjectNode call, String name) {
    return call.path(name).asString("");
  }

  /** What SRS reads; 0 lets the client in. */
  private record Answer(int code, String msg) {}
}
