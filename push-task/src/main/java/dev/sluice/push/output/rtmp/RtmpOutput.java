package dev.sluice.push.output.rtmp;

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
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.rtmp.PublishRequest;
import dev.sluice.wire.url.DestinationUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target that speaks RTMP or RTMPS. Joins its feed at a key frame once the server has taken the
 * stream, skips to a newer one when it falls behind, and watches whether the server takes in what
 * it is sent.
 */
public final class RtmpOutput implements Output, FeedReader, LinkListener {
  /** How often to look for the first bytes' acknowledgement. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(25);

  private final OutputContext context;
  private final List<String> offered;
  private final boolean allowEnhanced;
  private final VariantFeed feed;
  private final OutputListener listener;
  private final LagPolicy lag;
  private final FlowWatch watch;
  private RtmpLink link;
  private @Nullable Cancellable firstLook;

  /** What to tell when the link has ended; null for as long as nobody has asked it to. */
  private @Nullable Runnable farewell;

  private long baseMillis;
  private long pingDueAt;

  /**
   * @param fourCcs enhanced codecs that the server is asked to take; empty for plain RTMP
   * @param allowEnhanced send them even if it does not say so
   */
  public RtmpOutput(
      OutputContext context,
      DestinationUrl destination,
      List<String> fourCcs,
      boolean allowEnhanced,
      VariantFeed feed,
      OutputListener listener) {
    this.context = context;
    this.offered = fourCcs;
    this.allowEnhanced = allowEnhanced;
    this.feed = feed;
    this.listener = listener;
    this.lag = new LagPolicy(context.timing());
    this.watch = new FlowWatch(context.timing(), listener);
    this.link = new RtmpLink(context, PublishRequest.to(destination, fourCcs), this);
  }

  @Override
  public void open() {
    feed.add(this);
    link.open();
  }

  @Override
  public void sourceChanged() {
    watch.sourceChanged();
    link.liveness().mediaPauses();
  }

  @Override
  public void close(Duration deadline) {
    farewell = listener::closed;
    link.close(deadline);
  }

  /** Another connection is needed, which is nobody's fault. */
  private void outgrow(String why) {
    farewell = () -> listener.reconnectNeeded(why);
    link.close(context.timing().closePatience());
  }

  @Override
  public long bytesSent() {
    return link.sender().sharedBytesSent();
  }

  @Override
  public long droppedFrames() {
    return lag.droppedFrames();
  }

  // ---- media

  @Override
  public @Nullable Cursor cursor() {
    return link.sender().cursor();
  }

  @Override
  public void bytesReady() {
    if (!link.isPublishing()) {
      return;
    }
    Cursor cursor = cursor();
    if (cursor == null) {
      join();
    } else if (cursor.isOverrun()) {
      link.fail(OutputFailure.of(Reason.TOO_SLOW, "more than the ring holds behind"));
    } else if (lag.shouldSkip(cursor)) {
      skip(cursor);
    } else {
      send(cursor);
    }
  }

  private void join() {
    VariantHeaders headers = feed.headers();
    Cursor cursor = feed.join();
    if (headers == null || (cursor == null && headers.problem() == null)) {
      return;
    }
    Optional<OutputFailure> problem =
        CodecSupport.problem(
            Container.FLV, headers, fourCc -> allowEnhanced || link.capabilities().takes(fourCc));
    if (problem.isPresent()) {
      if (offered.containsAll(CodecSupport.enhanced(headers.videoCodec(), headers.audioCodec()))) {
        link.fail(problem.get());
      } else {
        // Connected before the source was known: the server has not been asked for these codecs.
        outgrow("the source's codecs have yet to be agreed on");
      }
      return;
    }
    if (cursor == null) {
      return;
    }
    baseMillis = cursor.joinPoint().baseMillis();
    prelude(cursor);
    link.sender().follow(cursor);
    send(cursor);
    lookSoon();
  }

  /** A message under way is finished first; what follows it is left out. */
  private void skip(Cursor cursor) {
    link.sender().pauseAfterMessage(true);
    link.send();
    if (!link.isPublishing() || !cursor.isBetweenUnits()) {
      return;
    }
    link.sender().pauseAfterMessage(false);
    if (lag.skip(cursor, context.loop().nanoTime())) {
      link.fail(OutputFailure.of(Reason.TOO_SLOW, "fell behind again and again"));
      return;
    }
    prelude(cursor);
    send(cursor);
  }

  private void prelude(Cursor cursor) {
    link.sender().add(cursor.joinPoint().prelude(baseMillis, link.mediaStreamId()));
  }

  private void send(Cursor cursor) {
    Connection connection = link.connection();
    if (connection != null && link.liveness().awaitsMedia() && !cursor.isAtHead()) {
      link.liveness().mediaBegins(connection.bytesWritten());
    }
    link.sender().pauseAfterMessage(false);
    link.send();
    if (link.isPublishing() && cursor.isAtNewCodec()) {
      outgrow("the source's codec has changed");
    }
  }

  // ---- liveness

  @Override
  public void check() {
    if (!link.isPublishing()) {
      return;
    }
    long now = context.loop().nanoTime();
    if (now - pingDueAt >= 0) {
      pingDueAt = now + context.timing().pingEvery().toNanos();
      link.ping();
    }
    // For a stream that has paused or not begun: what waits goes now, the ping among it.
    bytesReady();
    link.send();
    look(now);
  }

  private void look(long now) {
    Connection connection = link.connection();
    if (connection == null || !connection.isOpen() || !link.isPublishing()) {
      return;
    }
    Liveness.Verdict verdict =
        link.liveness()
            .look(
                now,
                connection.bytesWritten(),
                connection.unackedBytes(),
                link.sender().bytesWaiting() + connection.pendingBytes());
    if (watch.see(verdict, now)) {
      link.fail(OutputFailure.of(Reason.STALLED, ""));
    }
  }

  private void lookSoon() {
    if (link.isPublishing() && watch.isWaiting()) {
      Runnable again =
          () -> {
            look(context.loop().nanoTime());
            lookSoon();
          };
      firstLook = context.loop().schedule(FIRST_LOOK, again);
    }
  }

  // ---- the link

  @Override
  public void accepted(RtmpLink from) {
    pingDueAt = context.loop().nanoTime();
    listener.published();
    bytesReady();
    link.send();
  }

  @Override
  public void writable(RtmpLink from) {
    bytesReady();
  }

  @Override
  public void redirected(RtmpLink from, PublishRequest next) {
    link = new RtmpLink(context, next, this);
    link.open();
  }

  @Override
  public void ended(RtmpLink from, OutputFailure failure) {
    feed.remove(this);
    if (firstLook != null) {
      firstLook.cancel();
    }
    if (farewell != null) {
      farewell.run();
    } else {
      listener.failed(failure);
    }
  }

  @Override
  public void fault(RuntimeException fault) {
    link.fail(OutputFailure.of(Reason.INTERNAL, fault.getClass().getSimpleName()));
  }
}
