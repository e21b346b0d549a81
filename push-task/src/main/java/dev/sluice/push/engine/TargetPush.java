package dev.sluice.push.engine;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.Output;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.wire.url.InvalidDestinationException;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One push: puts its {@link PushLife}, at most one {@link Output} at a time, and its status
 * together. A new output is opened only when the one before it has closed, or the target would find
 * its key in use. Used on the loop's thread.
 */
final class TargetPush implements OutputListener {
  private static final Logger log = LoggerFactory.getLogger(TargetPush.class);

  private final PushContext context;
  private final PushLife life;
  private final Applied applied = new Applied();
  private final Traffic traffic;
  private PushSpec spec;
  private boolean wanted;

  /** What it is to carry; the output may still read another that it began with. */
  private @Nullable VariantFeed feed;

  private @Nullable Output output;
  private boolean closing;
  private boolean connectWhenClosed;
  private @Nullable String connectionId;
  private @Nullable Instant publishedAt;
  private int connections;
  private PushState logged = PushState.IDLE;

  TargetPush(PushContext context, PushSpec spec, RandomGenerator random, SourcePresence source) {
    this.context = context;
    this.spec = spec;
    Instant now = context.clock().instant();
    this.life = new PushLife(new Backoff(random), source, now);
    this.traffic = new Traffic(now);
  }

  String id() {
    return spec.pushId();
  }

  /** Its status is its last. */
  boolean isEnded() {
    return !wanted && output == null;
  }

  // ---- the configuration

  /** The push is wanted so. */
  void want(PushSpec next, long revision, Instant revisedAt) {
    PushSpec before = spec;
    boolean begins = !wanted || goesElsewhere(before, next) || !hasRendition(next);
    spec = next;
    wanted = true;
    applied.want(revision, revisedAt);
    Instant now = now();
    if (begins) {
      applied.await();
      begin(now);
    } else if (next.restarts() > before.restarts()) {
      applied.await();
      perform(life.restart(now));
    } else if (next.retries() > before.retries() && life.state() != PushState.LIVE) {
      applied.await();
      perform(life.retry(now));
    }
    applied.untouched(now());
    changed();
  }

  /** Whether there is anything to push: never the source in a rendition's place. */
  private static boolean hasRendition(PushSpec spec) {
    return spec.variant().profile() == Profile.SOURCE;
  }

  private static boolean goesElsewhere(PushSpec a, PushSpec b) {
    return !a.destination().equals(b.destination())
        || !a.variant().equals(b.variant())
        || a.allowEnhanced() != b.allowEnhanced();
  }

  private void begin(Instant now) {
    Action action = life.begin(now);
    if (hasRendition(spec)) {
      // Before there is a connection, even before there is a source: its newest key frame is kept.
      carry(spec.variant());
      perform(action);
    } else {
      perform(Action.DISCONNECT);
      life.failed(OutputFailure.of(Reason.PROFILE_UNAVAILABLE, ""), now);
      applied.outcome(now);
    }
  }

  /** The push is wanted no more. */
  void drop(long revision, Instant revisedAt) {
    applied.want(revision, revisedAt);
    drop();
  }

  /** The same at the end of the session. */
  void drop() {
    if (!wanted) {
      return;
    }
    wanted = false;
    applied.await();
    if (output == null) {
      finish();
    } else {
      perform(Action.DISCONNECT);
    }
  }

  // ---- time and source

  void tick() {
    perform(life.tick(now()));
    if (output != null) {
      output.check();
    }
    traffic.measure(now());
    changed();
  }

  void sourceFlowing() {
    if (output != null) {
      output.sourceChanged();
    }
    perform(life.sourceFlowing(now()));
    changed();
  }

  void sourceAway() {
    life.sourceAway(now());
    if (output != null) {
      output.sourceChanged();
    }
    changed();
  }

  // ---- the output

  private void perform(Action action) {
    if (action == Action.NONE) {
      return;
    }
    connectWhenClosed = action == Action.CONNECT;
    Output there = output;
    if (there == null) {
      if (connectWhenClosed) {
        open();
      }
    } else if (!closing) {
      closing = true;
      there.close(context.closePatience());
    }
  }

  private void open() {
    connectWhenClosed = false;
    closing = false;
    try {
      Output made = context.outputs().create(spec, Objects.requireNonNull(feed), this);
      output = made;
      traffic.now(made);
      made.open();
    } catch (InvalidDestinationException e) {
      failed(OutputFailure.of(Reason.INTERNAL, "the destination cannot be used"));
    }
  }

  private void carry(VariantKey variant) {
    if (feed == null || !feed.key().equals(variant)) {
      releaseFeed();
      feed = context.feeds().acquire(variant);
    }
  }

  private void releaseFeed() {
    if (feed != null) {
      context.feeds().release(feed);
      feed = null;
    }
  }

  @Override
  public void published() {
    Instant now = now();
    connectionId = context.connectionIds().get();
    publishedAt = now;
    connections++;
    life.published(now);
    applied.outcome(now);
    changed();
  }

  @Override
  public void flowing() {
    life.flowing(now());
    changed();
  }

  @Override
  public void stalled(String why) {
    life.stalled(why, now());
    changed();
  }

  @Override
  public void failed(OutputFailure failure) {
    if (closing) {
      closed();
      return;
    }
    letGo();
    life.failed(failure, now());
    applied.outcome(now());
    changed();
  }

  @Override
  public void reconnectNeeded(String why) {
    letGo();
    log.info("{} reconnects: {}", this, why);
    perform(life.outgrown(now()));
    changed();
  }

  @Override
  public void closed() {
    letGo();
    if (!wanted) {
      finish();
      return;
    }
    if (connectWhenClosed) {
      open();
    }
    changed();
  }

  /** The output has ended. */
  private void letGo() {
    traffic.now(null);
    output = null;
    closing = false;
    context.feeds().freeUnused();
  }

  private void finish() {
    life.ended(now());
    applied.outcome(now());
    releaseFeed();
    changed();
  }

  // ---- the status

  private void changed() {
    PushStatus status = status();
    context.onStatus().accept(status);
    if (logged != life.state()) {
      logged = life.state();
      log.info("{} {} {}", this, logged, life.message() == null ? "" : life.message());
      context.onChange().run();
    }
  }

  private PushStatus status() {
    return new PushStatus(
        spec.pushId(),
        context.sessionId(),
        life.state(),
        life.reason(),
        life.message(),
        life.since(),
        connectionId,
        publishedAt,
        traffic.bytes(),
        traffic.bitrateBps(),
        traffic.droppedFrames(),
        Math.max(0, connections - 1),
        life.attempt(),
        life.nextAttemptAt(),
        applied.revision(),
        applied.afterMillis());
  }

  private Instant now() {
    return context.clock().instant();
  }

  /** How the log names it. */
  @Override
  public String toString() {
    return "streamId=%s pushId=%s target=\"%s\" direction=out"
        .formatted(
            context.streamId(), spec.pushId(), spec.name().replaceAll("[\\p{Cntrl}\"]", "?"));
  }
}
