package dev.sluice.local.ingest;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.ingest.IngestGate.Verdict;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which keys are in use, by whom. Lives on the ingest's loop; the gate alone answers elsewhere and
 * is brought back here.
 */
final class Publications {

  /** The application that encoders and tasks connect to. */
  static final String APP = "live";

  /** A publisher that is silent for so long gives its place up to another one with the same key. */
  static final Duration STALE = Duration.ofSeconds(5);

  /** A client that is silent for so long, pings unanswered, is dropped. */
  static final Duration DEAD = Duration.ofSeconds(30);

  /** How often clients are looked at, and the gate is asked whether publishers may go on. */
  static final Duration WATCH = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

  private final EventLoop loop;
  private final IngestGate gate;
  private final Map<Secret, Publication> byKey = new HashMap<>();
  private final Set<IngestConnection> clients = new LinkedHashSet<>();

  Publications(EventLoop loop, IngestGate gate) {
    this.loop = loop;
    this.gate = gate;
    var _ = loop.schedule(WATCH, this::watch);
  }

  static boolean isApp(String app) {
    String name = app.split("\\?", 2)[0];
    return name.equals(APP) || name.equals(APP + "/");
  }

  void opened(IngestConnection client) {
    clients.add(client);
  }

  void closed(IngestConnection client) {
    clients.remove(client);
  }

  /** Asks the gate, once the key is not in use. */
  void publish(IngestConnection client, StreamRequest request, StreamReply reply) {
    Secret key = key(request);
    Publication current = byKey.get(key);
    if (current != null && current.publisher().silence().compareTo(STALE) > 0) {
      LOG.info("publisher {} is silent and gives way to {}", current.publisher().id(), client.id());
      current.publisher().abort();
      current = null;
    }
    if (current != null) {
      LOG.info("client {} is refused: {} publishes already", client.id(), current.publisher().id());
      reply.refuse("NetStream.Publish.BadName", "This stream is being published already.");
      client.finish();
      return;
    }
    Publication wanted = new Publication(APP, key, client);
    byKey.put(key, wanted);
    client.publishes(wanted);
    var _ =
        gate.publish(APP, key, client.id())
            .thenAccept(verdict -> loop.execute(() -> decided(wanted, reply, verdict)));
  }

  void play(IngestConnection client, StreamRequest request, StreamReply reply) {
    Publication publication = byKey.get(key(request));
    if (publication == null || !publication.isAccepted()) {
      reply.refuse("NetStream.Play.StreamNotFound", "Nobody publishes this stream.");
      client.finish();
      return;
    }
    reply.accept();
    client.plays(publication);
    LOG.info("client {} plays what {} publishes", client.id(), publication.publisher().id());
  }

  /** The publisher has gone, whether it was let in or not. */
  void ended(Publication publication) {
    if (byKey.remove(publication.key(), publication)) {
      publication.end();
      if (publication.isAccepted()) {
        LOG.info("publisher {} is gone", publication.publisher().id());
        gate.publishDone(publication.app(), publication.key(), publication.publisher().id());
      }
    }
  }

  private void decided(Publication wanted, StreamReply reply, Verdict verdict) {
    IngestConnection client = wanted.publisher();
    if (!wanted.equals(byKey.get(wanted.key()))) {
      // It went away while the gate was asked, which took it for a publisher: that is over.
      if (verdict == Verdict.ACCEPTED) {
        gate.publishDone(wanted.app(), wanted.key(), client.id());
      }
      return;
    }
    String refusal = refusal(verdict);
    if (refusal == null) {
      wanted.accept();
      reply.accept();
      client.flush();
      LOG.info("client {} publishes", client.id());
      return;
    }
    LOG.info("client {} may not publish: {}", client.id(), refusal);
    boolean _ = byKey.remove(wanted.key(), wanted);
    reply.refuse("NetStream.Publish.Denied", refusal);
    client.finish();
  }

  private static @Nullable String refusal(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> null;
      case REFUSED -> "This stream key is unknown, was rotated, or its stream is suspended.";
      case UNAVAILABLE -> "The API did not answer; try again.";
    };
  }

  /** The stream key: the name up to its query. */
  private static Secret key(StreamRequest request) {
    return Secret.of(request.name().split("\\?", 2)[0]);
  }

  private void watch() {
    for (IngestConnection client : Set.copyOf(clients)) {
      if (client.silence().compareTo(DEAD) > 0) {
        LOG.info("client {} is silent and dropped", client.id());
        client.abort();
      } else if (client.silence().compareTo(STALE) > 0) {
        client.ping();
      }
    }
    byKey.values().stream().filter(Publication::isAccepted).forEach(this::askAgain);
    var _ = loop.schedule(WATCH, this::watch);
  }

  private void askAgain(Publication publication) {
    IngestConnection publisher = publication.publisher();
    var _ =
        gate.update(publication.app(), publication.key(), publisher.id())
            .thenAccept(verdict -> loop.execute(() -> decidedAgain(publication, verdict)));
  }

  /** Only a refusal ends a publisher: a stream never stops because nobody could be asked. */
  private void decidedAgain(Publication publication, Verdict verdict) {
    if (verdict == Verdict.REFUSED && publication.equals(byKey.get(publication.key()))) {
      LOG.info("publisher {} may not go on", publication.publisher().id());
      publication.publisher().abort();
    }
  }
}
