package dev.sluice.functions.hook;

import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.FormText;
import dev.sluice.functions.http.HttpRequest;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.Json;
import dev.sluice.functions.http.QueryParameter;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * MediaMTX speaks twice (<a
 * href="https://mediamtx.org/docs/usage/authentication">authentication</a>, <a
 * href="https://mediamtx.org/docs/usage/hooks">hooks</a>). {@code authMethod: http} asks whether a
 * publisher or reader may come in: JSON with {@code action} and {@code path}; any 2xx lets in, 401
 * refuses. That is not the live event: it comes before the first packet. The commands {@code
 * runOnAvailable} and {@code runOnUnavailable} post {@code event}, {@code path} and {@code
 * sourceId}, as a form or as JSON.
 */
final class MediaMtxHook {
  private static final Admission NOT_OURS =
      new Admission(
          "Playback, metrics and the server's own API are not Sluice's to open: name them in"
              + " authHTTPExclude.");

  private final IngestGate gate;

  MediaMtxHook(IngestGate gate) {
    this.gate = gate;
  }

  HttpResponse handle(Account account, RoutedRequest request) {
    Map<String, String> fields = fields(request.request());
    String source = fields.getOrDefault("sourceId", "");
    Publisher publisher =
        Publisher.ofPath(
            fields.getOrDefault("path", ""), source.isEmpty() ? null : "mediamtx-" + source);
    if (fields.containsKey("action")) {
      Admission admission = mayEnter(account, fields, publisher);
      if (admission.refusal() != null) {
        throw ProblemException.unauthorized(admission.refusal());
      }
      return HttpResponse.empty(200);
    }
    Admission admission =
        switch (fields.getOrDefault("event", "")) {
          case "available" -> gate.came(account, publisher);
          case "unavailable" -> {
            gate.left(account, publisher);
            yield Admission.GRANTED;
          }
          default -> throw ProblemException.malformed("event", "must be available or unavailable");
        };
    if (admission.refusal() != null) {
      throw new ProblemException(Problem.of(403, "Refused", admission.refusal()));
    }
    return HttpResponse.empty(200);
  }

  private Admission mayEnter(Account account, Map<String, String> fields, Publisher publisher) {
    return switch (fields.get("action")) {
      case "publish" -> gate.mayPublish(account, publisher.key());
      case "read" -> gate.mayPlay(account, publisher.key());
      case null, default -> NOT_OURS;
    };
  }

  private static Map<String, String> fields(HttpRequest request) {
    String contentType =
        Objects.requireNonNullElse(request.header("content-type"), "").toLowerCase(Locale.ROOT);
    String body = request.body().text();
    Map<String, String> fields = new HashMap<>();
    if (contentType.startsWith("application/x-www-form-urlencoded")) {
      for (QueryParameter parameter : FormText.parse(body, "body")) {
        if (fields.put(parameter.name(), parameter.value()) != null) {
          throw ProblemException.malformed("body", "a field of the form is there twice");
        }
      }
    } else {
      Json.readObject(body).forEachEntry((name, value) -> fields.put(name, value.asString("")));
    }
    return fields;
  }
}
