package dev.sluice.push.testing;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A source that plays a {@link Clip} over and over in real time, on one thread as the real one
 * does, and goes away and comes back when told to.
 */
public final class ClipSource implements Source {
  private final SourceListener listener;
  private final Function<Container, Clip> clips;
  private final Map<Long, Long> handedOver = new ConcurrentHashMap<>();
  private final Map<VariantKey, Player> players = new ConcurrentHashMap<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("clip-source").unstarted(this::run);
  private volatile boolean away;
  private volatile boolean closed;
  private volatile UnaryOperator<VariantHeaders> headers = UnaryOperator.identity();

  public ClipSource(SourceListener listener, Function<Container, Clip> clips) {
    this.listener = listener;
    this.clips = clips;
  }

  /** When each video frame of FLV was handed over, by its dts; {@link System#nanoTime}. */
  public Map<Long, Long> handedOver() {
    return handedOver;
  }

  @Override
  public void start() {
    thread.start();
    if (!away) {
      listener.flowing(info());
    }
  }

  @Override
  public void want(VariantKey variant, VariantSink sink) {
    players.put(variant, new Player(variant.container(), sink));
  }

  @Override
  public void unwant(VariantKey variant) {
    Player player = players.remove(variant);
    if (player != null) {
      player.end();
    }
  }

  @Override
  public void moved(Secret url) {}

  /** The source goes away. */
  public ClipSource lose() {
    away = true;
    listener.lost(Reason.SOURCE_LOST, "it went away");
    return this;
  }

  /** The source is back, and its variants go on at a key frame. */
  public void comeBack() {
    away = false;
    listener.flowing(info());
  }

  /** The source's headers are others from now on. */
  public void change(UnaryOperator<VariantHeaders> change) {
    headers = change;
    listener.described(info());
    players.values().forEach(Player::again);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SourceInfo info() {
    VariantHeaders now = headers.apply(clips.apply(Container.FLV).headers());
    return new SourceInfo(
        now.videoCodec(), 320, 180, 30.0, null, 1000L, now.audioCodec(), 44_100, 1);
  }

  private void run() {
    long origin = System.nanoTime();
    long awaySince = -1;
    while (!closed) {
      long millis = (System.nanoTime() - origin) / 1_000_000;
      if (away) {
        awaySince = awaySince < 0 ? millis : awaySince;
        LockSupport.parkNanos(5_000_000);
        continue;
      }
      if (awaySince >= 0) {
        awaySince = -1;
        players.values().forEach(Player::again);
      }
      for (Player player : List.copyOf(players.values())) {
        player.playUntil(millis);
      }
      LockSupport.parkNanos(3_000_000);
    }
  }

  /** One variant's position in its clip. */
  private final class Player {
    private final Clip clip;
    private final boolean timed;
    private final VariantSink sink;
    private int next = -1;
    private long base;
    private boolean fresh = true;
    private boolean ended;

    Player(Container container, VariantSink sink) {
      this.clip = clips.apply(container);
      this.timed = container == Container.FLV;
      this.sink = sink;
    }

    synchronized void again() {
      fresh = true;
    }

    synchronized void end() {
      ended = true;
    }

    synchronized void playUntil(long millis) {
      if (ended) {
        return;
      }
      if (fresh) {
        fresh = false;
        sink.headers(headers.apply(clip.headers()));
        next = 0;
        base = millis;
      }
      while (clip.units().get(next).dtsMillis() + base <= millis) {
        MediaUnit unit = clip.units().get(next);
        long dts = unit.dtsMillis() + base;
        ByteBuffer payload = unit.payload().duplicate();
        if (unit.kind() == MediaUnit.Kind.VIDEO) {
          if (clip.stamped()) {
            payload.putLong(Clip.STAMP_AT, dts);
          }
          if (timed) {
            handedOver.put(dts, System.nanoTime());
          }
        }
        sink.unit(new MediaUnit(unit.kind(), dts, unit.keyFrame(), payload));
        if (++next == clip.units().size()) {
          next = 0;
          base += clip.durationMillis();
        }
      }
    }
  }
}
