package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.fanout.FeedReader;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.CodecSupport;
import dev.sluice.push.output.FlowWatch;
import dev.sluice.push.output.LagPolicy;
import dev.sluice.push.output.Liveness;
import dev.sluice.push.output.Output;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.net.Cancellable;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.srt.SrtSender;
import dev.sluice.wire.url.DestinationUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A target that speaks SRT: shared MPEG-TS packets in datagrams of its own. Connected on a thread
 * that ends with the handshake, then on the loop like any other target.
 *
 * <p>A receiver throws away what it has yet to play when it hears good-bye: the latency's worth of
 * media, acknowledged or not. So leave is taken of a peer that is well by sending nothing new, and
 * good-bye is said once all has been played, or {@link #LONGEST_LEAVE} is over.
 */
public final class SrtOutput implements Output, FeedReader, SrtConnect.Outcome {
  /** Between two bursts. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /**
   * Of the 2 s within which a user's change is in force, the task's look at the configuration may
   * take 1 s, and a restart has yet to shake hands.
   */
  private static final Duration LONGEST_LEAVE = Duration.ofMillis(800);

  /** How often to look for the last acknowledgements: receivers send them as often. */
  private static final Duration LEAVE_LOOK = Duration.ofMillis(10);

  /** How far it has come. It only ever goes on, and may leave out a step. */
  private enum Phase {
    /** From the look-up of the name to the end of the handshake. */
    CONNECTING,
    /** The connection stands. Media may be sent. */
    LIVE,
    /** Leave is taken of a peer that is well: the source's codec has changed. */
    OUTGROWN,
    /** Leave is taken: it is wanted no more. */
    CLOSING,
    /** Its end is told, or being told. Nothing is sent or taken in any more. */
    OVER
  }

  private final OutputContext context;
  private final VariantFeed feed;
  private final OutputListener listener;
  private final LagPolicy lag;
  private final FlowWatch watch;
  private final Liveness liveness;
  private final SrtConnect connect;
  private final String name;
  private @Nullable SrtConnection connection;
  private @Nullable Cursor cursor;

  /** The next burst, or the next look of a leave-taking. */
  private @Nullable Cancellable continuing;

  private Phase phase = Phase.CONNECTING;

  /**
   * @param name of the thread that connects
   */
  public SrtOutput(
      OutputContext context,
      DestinationUrl destination,
      VariantFeed feed,
      OutputListener listener,
      String name) {
    this.context = context;
    this.feed = feed;
    this.listener = listener;
    this.lag = new LagPolicy(context.timing());
    this.watch = new FlowWatch(context.timing(), listener);
    this.liveness = new Liveness(context.timing());
    this.connect = new SrtConnect(context, destination, this);
    this.name = name;
  }

  @Override
  public void open() {
    feed.add(this);
    connect.start(name);
  }

  @Override
  public void sourceChanged() {
    watch.sourceChanged();
    liveness.mediaPauses();
  }

  @Override
  public void close(Duration deadline) {
    leave(Phase.CLOSING, deadline);
  }

  @Override
  public long bytesSent() {
    return connection == null ? 0 : connection.sender().ackedBytes();
  }

  @Override
  public long droppedFrames() {
    return lag.droppedFrames() + (connection == null ? 0 : connection.sender().missedFrames());
  }

  // ---- media

  @Override
  public @Nullable Cursor cursor() {
    return cursor;
  }

  @Override
  public void bytesReady() {
    SrtConnection to = connection;
    if (to == null || phase != Phase.LIVE) {
      return;
    }
    Cursor at = cursor == null ? join() : cursor;
    if (at == null) {
      return;
    }
    if (at.isOverrun()) {
      end(OutputFailure.of(Reason.TOO_SLOW, "more than the ring holds behind"));
    } else if (lag.shouldSkip(at)
        && at.isBetweenUnits()
        && lag.skip(at, context.loop().nanoTime())) {
      end(OutputFailure.of(Reason.TOO_SLOW, "fell behind again and again"));
    } else {
      send(to, at);
    }
  }

  private @Nullable Cursor join() {
    VariantHeaders headers = feed.headers();
    if (headers == null) {
      return null;
    }
    Optional<OutputFailure> problem =
        CodecSupport.problem(Container.MPEGTS, headers, fourCc -> false);
    if (problem.isPresent()) {
      end(problem.get());
      return null;
    }
    cursor = feed.join();
    return cursor;
  }

  private void send(SrtConnection to, Cursor at) {
    if (continuing != null) {
      return;
    }
    if (liveness.awaitsMedia() && !at.isAtHead()) {
      liveness.mediaBegins(to.sender().ackedBytes() + to.sender().unackedBytes());
    }
    // A target that is to skip gets the rest of its frame and no more.
    to.send(at, lag.shouldSkip(at));
    if (!at.isAtHead()) {
      again(PAUSE, this::bytesReady);
    } else if (at.isAtNewCodec()) {
      leave(Phase.OUTGROWN, context.timing().closePatience());
    }
  }

  private void again(Duration delay, Runnable what) {
    continuing =
        context
            .loop()
            .schedule(
                delay,
                () -> {
                  continuing = null;
                  guarded(what);
                });
  }

  private void guarded(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException fault) {
      fault(fault);
    }
  }

  @Override
  public void check() {
    if (connection == null || phase != Phase.LIVE) {
      return;
    }
    SrtSender to = connection.sender();
    to.tick();
    if (phase != Phase.LIVE) {
      return;
    }
    long now = context.loop().nanoTime();
    long unacked = to.unackedBytes();
    long waiting = cursor == null ? 0 : cursor.bytesBehind();
    Liveness.Verdict verdict =
        liveness.look(now, to.ackedBytes() + unacked, OptionalLong.of(unacked), waiting);
    if (watch.see(verdict, now)) {
      end(OutputFailure.of(Reason.STALLED, ""));
    }
  }

  // ---- the connection

  @Override
  public void connected(SrtLink link) {
    try {
      connection = new SrtConnection(context.loop(), link, this::end);
    } catch (IOException | RuntimeException e) {
      link.close();
      end(OutputFailure.of(Reason.INTERNAL, "no socket"));
      return;
    }
    phase = Phase.LIVE;
    listener.published();
    guarded(this::bytesReady);
  }

  @Override
  public void failed(OutputFailure failure) {
    end(failure);
  }

  // ---- the end

  /**
   * @param why {@link Phase#OUTGROWN} or {@link Phase#CLOSING}, which may follow the former while
   *     leave is taken
   */
  private void leave(Phase why, Duration patience) {
    Phase before = phase;
    if (before == Phase.OVER) {
      return;
    }
    phase = why;
    SrtConnection from = connection;
    if (from == null) {
      finish();
    } else if (before == Phase.LIVE) {
      if (continuing != null) {
        continuing.cancel();
      }
      Duration most = patience.compareTo(LONGEST_LEAVE) < 0 ? patience : LONGEST_LEAVE;
      long until = context.loop().nanoTime() + most.toNanos();
      guarded(() -> takeLeave(from, until));
    }
  }

  private void takeLeave(SrtConnection from, long untilNanos) {
    from.sender().tick();
    if (phase == Phase.OVER) {
      return;
    }
    long wait = PAUSE.toNanos();
    if (finishUnit(from)) {
      feed.remove(this);
      wait = from.sender().unackedBytes() == 0 ? from.sender().nanosToPlay() : LEAVE_LOOK.toNanos();
    }
    long left = Math.min(wait, untilNanos - context.loop().nanoTime());
    if (left > 0) {
      again(Duration.ofNanos(left), () -> takeLeave(from, untilNanos));
    } else {
      finish();
    }
  }

  /** False while the frame under way has a rest that is yet to be sent. */
  private boolean finishUnit(SrtConnection from) {
    Cursor at = cursor;
    if (at == null || at.isOverrun() || at.isBetweenUnits()) {
      return true;
    }
    from.send(at, true);
    return at.isBetweenUnits();
  }

  private void finish() {
    end(OutputFailure.of(Reason.INTERNAL, "closed"));
  }

  @Override
  public void fault(RuntimeException fault) {
    end(OutputFailure.of(Reason.INTERNAL, fault.getClass().getSimpleName()));
  }

  /**
   * Ends at once, whatever it is at.
   *
   * @param failure told unless it was to end anyway
   */
  private void end(OutputFailure failure) {
    Phase before = phase;
    phase = Phase.OVER;
    feed.remove(this);
    connect.cancel();
    if (continuing != null) {
      continuing.cancel();
    }
    if (connection != null) {
      connection.close();
    }
    switch (before) {
      case CONNECTING, LIVE -> listener.failed(failure);
      case OUTGROWN -> listener.reconnectNeeded("the source's codec has changed");
      case CLOSING -> listener.closed();
      case OVER -> {}
    }
  }
}
