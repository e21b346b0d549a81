package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.fanout.Cursor;
import dev.sluice.push.fanout.FeedReader;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.CodecSupport;
import dev.sluice.push.output.LagPolicy;
import dev.sluice.push.output.Liveness;
import dev.sluice.push.output.Output;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.net.Cancellable;
import dev.sluice.wire.url.DestinationUrl;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A target that speaks SRT. The event loop copies shared packets into a bounded pipe; a thread of
 * the target's own writes them. A peer that takes nothing in fills its pipe and then falls behind
 * in the ring, as a slow socket does.
 */
public final class SrtOutput implements Output, FeedReader, SrtCaller.SrtEvents {
  private static final int MAX_VIEWS = 4;

  private final OutputContext context;
  private final VariantFeed feed;
  private final OutputListener listener;
  private final LagPolicy lag;
  private final Liveness liveness;
  private final BytePipe pipe = new BytePipe(BytePipe.CAPACITY);
  private final Interrupt interrupt = new Interrupt();
  private final SrtCaller caller;
  private final Thread thread;
  private final ByteBuffer[] views = new ByteBuffer[MAX_VIEWS];
  private @Nullable Cursor cursor;
  private @Nullable Cancellable closeDeadline;
  private @Nullable OutputFailure verdict;
  private boolean connected;
  private boolean flowing;
  private boolean stalled;
  private long stalledAt;
  private boolean outgrown;
  private boolean closing;
  private boolean over;
  private long bytesOffered;
  private long droppedFrames;

  /**
   * @param name of the target's thread
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
    this.liveness = new Liveness(context.timing());
    this.caller = new SrtCaller(context, destination, pipe, interrupt, this);
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(caller);
  }

  @Override
  public void open() {
    feed.add(this);
    thread.start();
  }

  @Override
  public void sourceAway() {
    flowing = false;
    liveness.mediaPauses();
  }

  @Override
  public void close(Duration deadline) {
    outgrown = false;
    leave(deadline);
  }

  private void leave(Duration deadline) {
    if (closing || over) {
      return;
    }
    closing = true;
    // A thread that libsrt holds beyond that is on its own; it touches nothing of ours any more.
    closeDeadline = context.loop().schedule(deadline, this::end);
    pipe.end();
    interrupt.raise();
  }

  @Override
  public long bytesSent() {
    return caller.bytesWritten();
  }

  @Override
  public long droppedFrames() {
    return droppedFrames;
  }

  // ---- media

  @Override
  public @Nullable Cursor cursor() {
    return cursor;
  }

  @Override
  public void bytesReady() {
    if (!connected || closing || over) {
      return;
    }
    Cursor at = cursor == null ? join() : cursor;
    if (at == null) {
      return;
    }
    if (at.isOverrun()) {
      fail(OutputFailure.of(Reason.TOO_SLOW, "more than the ring holds behind"));
      return;
    }
    if (at.isBetweenUnits() && lag.shouldSkip(at)) {
      droppedFrames += at.skipToNewestKey();
      if (lag.skipped(context.loop().nanoTime())) {
        fail(OutputFailure.of(Reason.TOO_SLOW, "fell behind again and again"));
        return;
      }
    }
    send(at, lag.shouldSkip(at));
    if (at.isAtNewCodec()) {
      outgrown = true;
      leave(context.timing().closePatience());
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

  private void send(Cursor at, boolean toUnitEnd) {
    if (liveness.awaitsMedia() && !at.isAtHead()) {
      liveness.mediaBegins(caller.bytesWritten());
    }
    for (int count = at.gather(views, toUnitEnd); count > 0; count = at.gather(views, toUnitEnd)) {
      for (int i = 0; i < count; i++) {
        int taken = pipe.offer(views[i]);
        at.advance(taken);
        bytesOffered += taken;
        if (views[i].hasRemaining()) {
          return;
        }
      }
      if (toUnitEnd && at.isBetweenUnits()) {
        return;
      }
    }
  }

  @Override
  public void check() {
    if (!connected || closing || over) {
      return;
    }
    long now = context.loop().nanoTime();
    long waiting = bytesOffered - caller.bytesWritten();
    switch (liveness.look(now, caller.bytesWritten(), OptionalLong.of(0), waiting)) {
      case WAITING -> {}
      case FLOWING -> flows();
      case STALLED -> stalls(now);
    }
  }

  private void flows() {
    if (!flowing) {
      flowing = true;
      stalled = false;
      listener.flowing();
    }
  }

  private void stalls(long now) {
    if (!stalled) {
      stalled = true;
      flowing = false;
      stalledAt = now;
      listener.stalled(Reason.STALLED.advice());
    } else if (now - stalledAt >= context.timing().stalledGrace().toNanos()) {
      fail(OutputFailure.of(Reason.STALLED, ""));
    }
  }

  // ---- the target's thread

  @Override
  public void connected() {
    onLoop(
        () -> {
          if (!closing && !over) {
            connected = true;
            listener.published();
            bytesReady();
          }
        });
  }

  @Override
  public void room() {
    onLoop(this::bytesReady);
  }

  @Override
  public void ended(@Nullable OutputFailure failure) {
    onLoop(
        () -> {
          verdict = verdict == null ? failure : verdict;
          end();
        });
  }

  private void onLoop(Runnable task) {
    try {
      context.loop().execute(task);
    } catch (RejectedExecutionException e) {
      pipe.end(); // the loop is closed: nobody is left to tell
    }
  }

  // ---- the end

  /** The thread is told to close; the failure is told once it has. */
  private void fail(OutputFailure failure) {
    verdict = failure;
    leave(context.timing().closePatience());
  }

  @Override
  public void fault(RuntimeException fault) {
    fail(OutputFailure.of(Reason.INTERNAL, fault.getClass().getSimpleName()));
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    feed.remove(this);
    if (closeDeadline != null) {
      closeDeadline.cancel();
    }
    if (outgrown) {
      listener.reconnectNeeded("the source's codec has changed");
    } else if (verdict != null) {
      listener.failed(verdict);
    } else {
      listener.closed();
    }
  }
}
