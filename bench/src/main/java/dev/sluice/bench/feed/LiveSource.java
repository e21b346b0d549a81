package dev.sluice.bench.feed;

import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * An RTMP server that serves one clip without end, as a live encoder would send it: each tag when
 * its time has come, the same tags to every player, from the next key frame after it joined. One
 * thread keeps the time, one event loop serves.
 */
public final class LiveSource implements AutoCloseable {
  private final Clip clip;
  private final SentTimes sent = new SentTimes();
  private final EventLoop loop = EventLoop.start("source");
  private final List<Player> players = new CopyOnWriteArrayList<>();
  private final Listener listener;
  private final Thread pacer = Thread.ofPlatform().daemon().name("pacer").unstarted(this::pace);
  private volatile boolean closed;

  private LiveSource(Clip clip) throws IOException {
    this.clip = clip;
    this.listener =
        Listener.open(
            loop,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            () -> new Player(this));
  }

  /** Makes the clip and begins to serve it. */
  public static LiveSource start(String ffmpeg, Path folder)
      throws IOException, InterruptedException {
    LiveSource source = new LiveSource(Clip.make(ffmpeg, folder));
    source.pacer.start();
    return source;
  }

  public String url() {
    return "rtmp://127.0.0.1:" + listener.localAddress().getPort() + "/live/source";
  }

  public SentTimes sentTimes() {
    return sent;
  }

  List<Clip.Tag> headers() {
    return clip.headers();
  }

  void joined(Player player) {
    players.add(player);
  }

  void left(Player player) {
    players.remove(player);
  }

  private void pace() {
    long start = System.nanoTime();
    for (long turn = 0; !closed; turn++) {
      long offset = turn * clip.lengthMillis();
      for (Clip.Tag tag : clip.tags()) {
        long due = start + (offset + tag.timestampMillis()) * 1_000_000;
        while (!closed && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        if (closed) {
          return;
        }
        loop.execute(() -> send(tag, offset + tag.timestampMillis()));
      }
    }
  }

  private void send(Clip.Tag tag, long timestampMillis) {
    sent.sent(tag.body(), System.nanoTime());
    players.forEach(player -> player.send(tag, timestampMillis));
  }

  @Override
  public void close() {
    closed = true;
    listener.close();
    loop.close();
  }
}
