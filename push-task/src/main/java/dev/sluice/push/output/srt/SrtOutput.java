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
import dev.sluice.wire.net.DatagramHandler;
import dev.sluice.wire.net.DatagramLink;
import dev.sluice.wire.srt.SrtEnd;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.srt.SrtSender;
import dev.sluice.wire.srt.SrtSenderListener;
import dev.sluice.wire.url.DestinationUrl;
import java.io.IOException;
import java.nio.ByteBuffer;
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
public final class SrtOutput
    implements Output, FeedReader, SrtConnect.Outcome, SrtSenderListener, DatagramHandler {
  /** Between two bursts. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /**
   * Of the 2 s within which a user's change is in force, the task's look at the configuration may
   * take 1 s, and a restart has yet to shake hands.
   */
  private static final Duration LONGEST_LEAVE = Duration.ofMillis(800);

  /** How often to look for the last acknowledgements: receivers send them as often. */
  private static final Duration LEAVE_LOOK = Duration.ofMillis(10);

  private final OutputContext context;
  private final VariantFeed feed;
  private final OutputListener listener;
  private final LagPolicy lag;
  private final FlowWatch watch;
  private final Liveness liveness;
  private final SrtConnect connect;
  private final String name;
  private @Nullable DatagramLink socket;
  private @Nullable SrtSender sender;
  private @Nullable Cursor cursor;
  private @Nullable Cancellable continuing;
  private @Nullable Runnable farewell;
  private long leaveBy;
  private boolean over;

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
    leave(deadline, listener::closed);
  }

  @Override
  public long bytesSent() {
    return sender == null ? 0 : sender.ackedBytes();
  }

  @Override
  public long droppedFrames() {
    return lag.droppedFrames() + (sender == null ? 0 : sender.missedFrames());
  }

  // ---- media

  @Override
  public @Nullable Cursor cursor() {
    return cursor;
  }

  @Override
  public void bytesReady() {
    SrtSender to = sender;
    if (to == null || over || farewell != null) {
      return;
    }
    Cursor at = cursor == null ? join() : cursor;
    if (at == null) {
      return;
    }
    if (at.isOverrun()) {
      fail(OutputFailure.of(Reason.TOO_SLOW, "more than the ring holds behind"));
    } else if (lag.shouldSkip(at)
        && at.isBetweenUnits()
        && lag.skip(at, context.loop().nanoTime())) {
      fail(OutputFailure.of(Reason.TOO_SLOW, "fell behind again and again"));
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
      fail(problem.get());
      return null;
    }
    cursor = feed.join();
    return cursor;
  }

  private void send(SrtSender to, Cursor at) {
    if (continuing != null) {
      return;
    }
    if (liveness.awaitsMedia() && !at.isAtHead()) {
      liveness.mediaBegins(to.ackedBytes() + to.unackedBytes());
    }
    // A target that is to skip gets the rest of its frame and no more.
    SrtBurst.send(to, at, lag.shouldSkip(at));
    if (!at.isAtHead()) {
      again(PAUSE, this::bytesReady);
    } else if (at.isAtNewCodec()) {
      leave(
          context.timing().closePatience(),
          () -> listener.reconnectNeeded("the source's codec has changed"));
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
    SrtSender to = sender;
    if (to == null || over || farewell != null) {
      return;
    }
    to.tick();
    if (over) {
      return;
    }
    long now = context.loop().nanoTime();
    long unacked = to.unackedBytes();
    long waiting = cursor == null ? 0 : cursor.bytesBehind();
    Liveness.Verdict verdict =
        liveness.look(now, to.ackedBytes() + unacked, OptionalLong.of(unacked), waiting);
    if (watch.see(verdict, now)) {
      fail(OutputFailure.of(Reason.STALLED, ""));
    }
  }

  // ---- the connection

  @Override
  public void connected(SrtLink link) {
    try {
      socket = DatagramLink.open(context.loop(), link.channel(), this);
    } catch (IOException e) {
      SrtSender.shutdown(link);
      fail(OutputFailure.of(Reason.INTERNAL, "no socket"));
      return;
    }
    sender = new SrtSender(link, context.loop()::nanoTime, this);
    listener.published();
    bytesReady();
  }

  @Override
  public void failed(OutputFailure failure) {
    fail(failure);
  }

  @Override
  public void transmit(ByteBuffer datagram) {
    if (socket != null) {
      socket.send(datagram);
    }
  }

  @Override
  public void onDatagram(ByteBuffer datagram) {
    if (sender != null) {
      sender.received(datagram);
    }
  }

  @Override
  public void onBroken(String message) {
    fail(OutputFailure.of(Reason.REMOTE_CLOSED, message));
  }

  @Override
  public void onEnded(SrtEnd how) {
    fail(
        switch (how) {
          case CLOSED_BY_PEER -> OutputFailure.of(Reason.REMOTE_CLOSED, "");
          case SILENT -> OutputFailure.of(Reason.STALLED, "not a word for five seconds");
        });
  }

  // ---- the end

  /**
   * @param last what to tell when it is over; a later call's takes the place of an earlier one's
   */
  private void leave(Duration patience, Runnable last) {
    if (over) {
      return;
    }
    boolean begins = farewell == null;
    farewell = last;
    if (begins) {
      Duration most = patience.compareTo(LONGEST_LEAVE) < 0 ? patience : LONGEST_LEAVE;
      leaveBy = context.loop().nanoTime() + most.toNanos();
      if (continuing != null) {
        continuing.cancel();
      }
      guarded(this::takeLeave);
    }
  }

  private void takeLeave() {
    SrtSender to = sender;
    if (to != null) {
      to.tick();
    }
    if (over) {
      return;
    }
    boolean whole = to == null || finishUnit(to);
    long left = leaveBy - context.loop().nanoTime();
    if (!whole && left > 0) {
      again(PAUSE, this::takeLeave);
      return;
    }
    feed.remove(this);
    boolean arrived = to == null || to.unackedBytes() == 0;
    long unplayed = to == null ? 0 : to.nanosToPlay();
    if (left <= 0 || (arrived && unplayed <= 0)) {
      finish();
    } else {
      long look = arrived ? unplayed : LEAVE_LOOK.toNanos();
      again(Duration.ofNanos(Math.min(look, left)), this::takeLeave);
    }
  }

  /** False while the frame under way has a rest that is yet to be sent. */
  private boolean finishUnit(SrtSender to) {
    Cursor at = cursor;
    if (at == null || at.isOverrun() || at.isBetweenUnits()) {
      return true;
    }
    SrtBurst.send(to, at, true);
    return at.isBetweenUnits();
  }

  private void finish() {
    Runnable last = farewell;
    if (end() && last != null) {
      last.run();
    }
  }

  @Override
  public void fault(RuntimeException fault) {
    fail(OutputFailure.of(Reason.INTERNAL, fault.getClass().getSimpleName()));
  }

  private void fail(OutputFailure failure) {
    if (farewell != null) {
      finish();
    } else if (end()) {
      listener.failed(failure);
    }
  }

  /** False when it has ended already. */
  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    feed.remove(this);
    connect.cancel();
    if (continuing != null) {
      continuing.cancel();
    }
    if (sender != null) {
      sender.shutdown();
    }
    if (socket != null) {
      socket.close();
    }
    return true;
  }
}
