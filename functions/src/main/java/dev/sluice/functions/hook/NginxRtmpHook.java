package dev.sluice.functions.hook;

import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.FormText;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.QueryParameter;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * nginx-rtmp's {@code on_publish}, {@code on_publish_done}, {@code on_play}, {@code on_update} and
 * their kin: form posts, answered 2xx to go on and 4xx to refuse (<a
 * href="https://github.com/arut/nginx-rtmp-module/wiki/Directives#notify">its directives</a>).
 *
 * <p>Behind its own fields nginx-rtmp puts the publisher's arguments as they came, unescaped: a
 * publisher may add a second {@code name}. The first value is the server's own; a second one of the
 * fields that decide is refused.
 */
final class NginxRtmpHook {
  private static final Set<String> DECIDING = Set.of("call", "app", "name");

  private final IngestGate gate;

  NginxRtmpHook(IngestGate gate) {
    this.gate = gate;
  }

  HttpResponse handle(Account account, RoutedRequest request) {
    Map<String, String> fields =
        firstValues(FormText.parseLeniently(request.request().body().text()));
    String key = fields.getOrDefault("name", "");
    Publisher publisher = new Publisher(fields.getOrDefault("app", ""), key, connection(fields));
    Admission admission =
        switch (fields.getOrDefault("call", "")) {
          case "publish" -> gate.came(account, publisher);
          case "publish_done" -> {
            gate.left(account, publisher);
            yield Admission.GRANTED;
          }
          case "play" -> gate.mayPlay(account, key);
          case "update_publish", "update_play" -> gate.mayGoOn(account, key);
          case "" -> throw ProblemException.malformed("call", "is missing from the form");
          default -> Admission.GRANTED;
        };
    if (admission.refusal() != null) {
      throw new ProblemException(Problem.of(403, "Refused", admission.refusal()));
    }
    return HttpResponse.empty(200);
  }

  /**
   * Connections are numbered from 1 at every start of nginx, so the address is part of the name.
   */
  private static String connection(Map<String, String> fields) {
    String id =
        "nginx-rtmp-" + fields.getOrDefault("addr", "") + "-" + fields.getOrDefault("clientid", "");
    return id.substring(0, Math.min(id.length(), 128));
  }

  private static Map<String, String> firstValues(List<QueryParameter> parameters) {
    Map<String, String> fields = new HashMap<>();
    for (QueryParameter parameter : parameters) {
      if (fields.putIfAbsent(parameter.name(), parameter.value()) != null
          && DECIDING.contains(parameter.name())) {
        throw ProblemException.malformed(
            parameter.name(), "is there twice: a publisher's argument may not stand for it");
      }
    }
    return fields;
  }
}
