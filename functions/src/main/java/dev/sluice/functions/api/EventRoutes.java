package dev.sluice.functions.api;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.api.EventView.Outcome;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.JsonBody;
import dev.sluice.functions.http.Route;
import dev.sluice.functions.http.RoutedRequest;
import dev.sluice.functions.ingest.SourceEvents;
import dev.sluice.functions.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/events}: a source came or went. Quick: no task is started here. Thread-safe. */
public final class EventRoutes {
  private final Catalog catalog;
  private final StreamOperations streams;
  private final SourceEvents events;
  private final Clock clock;

  public EventRoutes(Catalog catalog, StreamOperations streams, SourceEvents events, Clock clock) {
    this.catalog = catalog;
    this.streams = streams;
    this.events = events;
    this.clock = clock;
  }

  public List<Route> routes(AccountRoutes with) {
    return List.of(
        with.route("POST", "/v1/events/stream-live", this::live),
        with.route("POST", "/v1/events/stream-idle", this::idle));
  }

  private HttpResponse live(Account account, RoutedRequest request) {
    EventInput input = EventInput.read(JsonBody.required(request.request()), true, clock.instant());
    Stream stream = stream(account, input, catalog.streams()::findByIngestKey);
    Secret sourceUrl = input.sourceUrl() == null ? null : input.sourceUrl().url();
    LiveOutcome outcome =
        events.appeared(stream, new LiveEvent(input.sessionId(), sourceUrl, input.at()));
    return switch (outcome) {
      case LiveOutcome.Started(Session session) ->
          answer(Outcome.STARTED, "A session began.", stream, session);
      case LiveOutcome.Resumed(Session session) ->
          answer(Outcome.RESUMED, "The session goes on.", stream, session);
      case LiveOutcome.Unchanged(Session session) ->
          answer(Outcome.UNCHANGED, "The session is live already.", stream, session);
      case LiveOutcome.Dropped(String why) -> answer(Outcome.DROPPED, why, stream, null);
      case LiveOutcome.NoSource() ->
          throw ProblemException.invalid(
              "sourceUrl", "is required: the stream has no pullUrl to pull from instead");
    };
  }

  private HttpResponse idle(Account account, RoutedRequest request) {
    EventInput input =
        EventInput.read(JsonBody.required(request.request()), false, clock.instant());
    Stream stream = stream(account, input, catalog.streams()::findByRunningKey);
    boolean holds = catalog.sessions().idle(stream.id(), input.sessionId(), input.at());
    return holds
        ? answer(
            Outcome.HOLDING,
            "The session is held for " + stream.hold().toSeconds() + " s.",
            stream,
            streams.find(account.id(), stream.id()).session())
        : answer(
            Outcome.UNCHANGED,
            "The event concerns no session that is live, or its hold runs already.",
            stream,
            null);
  }

  private Stream stream(
      Account account, EventInput input, Function<Secret, Optional<Stream>> byKey) {
    if (input.streamId() != null) {
      return streams.find(account.id(), input.streamId());
    }
    return byKey
        .apply(Secret.of(String.valueOf(input.streamKey())))
        .filter(stream -> stream.accountId().equals(account.id()))
        .orElseThrow(() -> ProblemException.notFound("stream"));
  }

  private static HttpResponse answer(
      Outcome outcome, String message, Stream stream, @Nullable Session session) {
    return HttpResponse.json(
        202,
        new EventView(
            outcome, message, stream.id(), session == null ? null : SessionView.of(session)));
  }
}
