package dev.sluice.local.ingest;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.wire.rtmp.RtmpMessage;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One key in use: its publisher, what a new player needs, and the players. Lives on the ingest's
 * loop.
 */
final class Publication {

  private final String app;
  private final Secret key;
  private final IngestConnection publisher;
  private final GopCache cache = new GopCache();
  private final Set<IngestConnection> players = new LinkedHashSet<>();
  private boolean accepted;

  Publication(String app, Secret key, IngestConnection publisher) {
    this.app = app;
    this.key = key;
    this.publisher = publisher;
  }

  String app() {
    return app;
  }

  Secret key() {
    return key;
  }

  IngestConnection publisher() {
    return publisher;
  }

  /** Whether the gate has let the publisher in; until then nobody may play. */
  boolean isAccepted() {
    return accepted;
  }

  void accept() {
    accepted = true;
  }

  void media(RtmpMessage message) {
    cache.add(message);
    for (IngestConnection player : Set.copyOf(players)) {
      player.play(message);
    }
  }

  void join(IngestConnection player) {
    players.add(player);
    cache.replay(player::play);
  }

  void leave(IngestConnection player) {
    players.remove(player);
  }

  /** The publisher is gone: so is the stream for its players. */
  void end() {
    Set.copyOf(players).forEach(IngestConnection::endPlay);
    players.clear();
  }
}
