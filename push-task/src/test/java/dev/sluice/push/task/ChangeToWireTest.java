package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.DestinationEdit;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.FanOutEngine;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.ClipSource;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * R9: how long a change takes from the table, where its write has been answered, to the receiver's
 * end of the wire. Five are under way at a time, each to a push of its own, all written just after
 * the task has read the table: as long before it reads again as can be.
 */
class ChangeToWireTest {
  private static final int ROUNDS = 10;
  private static final int CHANGES = 5 * ROUNDS;
  private static final long MOST_MILLIS = 2_000;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocalTable table = LocalTable.openInRealTime();
  private final Catalog catalog = table.catalog();
  private final String account = catalog.accounts().create("tests").id();
  private final String stream =
      catalog
          .streams()
          .create(
              account,
              new StreamDraft(
                  "test",
                  Secret.of("rtmp://127.0.0.1/live/source"),
                  "rtmp://127.0.0.1/live",
                  Duration.ofSeconds(30),
                  false))
          .stream()
          .id();
  private final List<Change> all = new ArrayList<>();
  private final List<Change> underWay = new ArrayList<>();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void fiftyChangesReachTheWireWithinTwoSecondsAndTheOtherTargetKeepsItsConnection()
      throws Exception {
    try (RtmpPeer steady = RtmpPeer.start();
        RtmpPeer toggled = RtmpPeer.start();
        RtmpPeer toggledToo = RtmpPeer.start();
        RtmpPeer passing = RtmpPeer.start();
        RtmpPeer rotated = RtmpPeer.start();
        RtmpPeer moving = RtmpPeer.start()) {
      Push kept = add(steady);
      Push first = add(toggled);
      Push second = add(toggledToo);
      Push third = add(rotated);
      Push fourth = add(moving);
      TaskRun run = task();
      var end =
          CompletableFuture.supplyAsync(
              run::run, Thread.ofPlatform().daemon().name("task under test")::start);
      List<RtmpPeer> present = List.of(steady, toggled, toggledToo, rotated, moving);
      await().atMost(LONG).until(() -> present.stream().allMatch(ChangeToWireTest::isPublishing));
      toggle(second, toggledToo, false);
      awaitTheWire();
      all.clear();

      Push comesAndGoes = kept;
      for (int round = 0; round < ROUNDS; round++) {
        boolean even = round % 2 == 0;
        toggle(first, toggled, !even);
        toggle(second, toggledToo, even);
        rotate(third, rotated, "key-" + round);
        move(fourth, moving, "app-" + round);
        if (even) {
          comesAndGoes = add(passing);
          change("add", () -> isPublishing(passing));
        } else {
          catalog.pushes().delete(account, stream, comesAndGoes.id());
          change("remove", () -> passing.connection().isClosed());
        }
        awaitTheWire();
      }

      List<Long> millis = all.stream().map(Change::millis).sorted().toList();
      long p95 = millis.get(CHANGES * 95 / 100);
      System.out.printf(
          "%d changes from the table to the wire: p50 %d ms, p95 %d ms, most %d ms%n",
          CHANGES, millis.get(CHANGES / 2), p95, millis.getLast());
      assertThat(millis).hasSize(CHANGES);
      assertThat(p95).isLessThanOrEqualTo(MOST_MILLIS);
      assertThat(steady.connections()).as("who was not changed").hasSize(1);
      assertThat(steady.connection().isClosed()).isFalse();
      run.stop();
      assertThat(end.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.ENDED);
    }
  }

  // ---- the changes

  private Push add(RtmpPeer peer) {
    var destination =
        new DestinationDraft(
            Protocol.RTMP, peer.url(), Secret.of(peer.url()), Secret.of("key"), null, null, null);
    return catalog
        .pushes()
        .create(
            account,
            stream,
            new PushDraft(
                null,
                new TargetDraft("target", destination, true, false, List.of()),
                true,
                Profile.SOURCE,
                false,
                SilentAudio.OFF));
  }

  private void toggle(Push push, RtmpPeer peer, boolean on) {
    edit(push, new PushEdit(on, null, null, null, null));
    change(on ? "enable" : "disable", () -> on ? isPublishing(peer) : peer.connection().isClosed());
  }

  private void rotate(Push push, RtmpPeer peer, String key) {
    redirect(push, destination(null, null, Secret.of(key)));
    change("rotate a key", () -> isPublishing(peer) && key.equals(peer.connection().name()));
  }

  private void move(Push push, RtmpPeer peer, String app) {
    String url = "rtmp://127.0.0.1:" + peer.port() + "/" + app;
    int before = peer.connections().size();
    redirect(push, destination(url, Secret.of(url), null));
    change("edit", () -> peer.connections().size() > before && isPublishing(peer));
  }

  private static DestinationEdit destination(
      @Nullable String maskedUrl, @Nullable Secret url, @Nullable Secret streamKey) {
    return new DestinationEdit(
        url == null ? null : Protocol.RTMP,
        maskedUrl,
        url,
        streamKey,
        false,
        null,
        false,
        null,
        false,
        null,
        false);
  }

  private void redirect(Push push, DestinationEdit to) {
    edit(push, new PushEdit(null, null, null, null, new TargetEdit(null, to, null, null, null)));
  }

  private void edit(Push push, PushEdit edit) {
    catalog.pushes().edit(account, stream, push.id(), edit);
  }

  /** The table has answered just now. */
  private void change(String what, BooleanSupplier onTheWire) {
    var change = new Change(what, onTheWire);
    all.add(change);
    underWay.add(change);
  }

  private void awaitTheWire() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              underWay.removeIf(Change::hasArrived);
              return List.copyOf(underWay);
            },
            List::isEmpty);
  }

  private static boolean isPublishing(RtmpPeer peer) {
    List<PeerConnection> connections = peer.connections();
    return !connections.isEmpty()
        && connections.getLast().isPublished()
        && !connections.getLast().isClosed();
  }

  /** One change and when the receiver saw it. */
  private static final class Change {
    private final long writtenNanos = System.nanoTime();
    private final String what;
    private final BooleanSupplier onTheWire;
    private long arrivedNanos;

    Change(String what, BooleanSupplier onTheWire) {
      this.what = what;
      this.onTheWire = onTheWire;
    }

    boolean hasArrived() {
      boolean arrived = onTheWire.getAsBoolean();
      arrivedNanos = System.nanoTime();
      return arrived;
    }

    long millis() {
      return Duration.ofNanos(arrivedNanos - writtenNanos).toMillis();
    }

    @Override
    public String toString() {
      return what;
    }
  }

  // ---- the task

  private TaskRun task() {
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    String session = ((LiveOutcome.Started) outcome).session().id();
    return new TaskRun(
        catalog,
        new TaskArguments(stream, session, 1),
        (url, listener) -> new ClipSource(listener, container -> Clip.stamped(200)),
        source ->
            FanOutEngine.create(
                stream, session, Clock.systemUTC(), source, EngineOptions.defaults()),
        Clock.systemUTC());
  }
}
