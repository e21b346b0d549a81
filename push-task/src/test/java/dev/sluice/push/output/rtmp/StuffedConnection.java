package dev.sluice.push.output.rtmp;

import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.EventLoop;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/** A connection that takes as many bytes as a test allows. Used on the loop's thread. */
final class StuffedConnection implements Connection {
  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final EventLoop loop;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private int room;
  private boolean aborted;

  StuffedConnection(EventLoop loop) {
    this.loop = loop;
  }

  /** How many more bytes it takes. */
  void makeRoom(int bytes) {
    room = bytes;
  }

  /** What it was given since this was last asked. */
  ByteBuffer taken() {
    ByteBuffer bytes = ByteBuffer.wrap(taken.toByteArray());
    taken.reset();
    return bytes;
  }

  boolean isAborted() {
    return aborted;
  }

  @Override
  public long write(ByteBuffer[] srcs, int count) {
    long written = 0;
    for (int i = 0; i < count; i++) {
      written += write(srcs[i]);
    }
    return written;
  }

  @Override
  public long write(ByteBuffer src) {
    int fits = Math.min(room, src.remaining());
    room -= fits;
    for (int i = 0; i < fits; i++) {
      taken.write(src.get());
    }
    return fits;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return NOWHERE;
  }

  @Override
  public InetSocketAddress localAddress() {
    return NOWHERE;
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return !aborted;
  }

  @Override
  public void wantWrite(boolean on) {}

  @Override
  public void wantRead(boolean on) {}

  @Override
  public long bytesWritten() {
    return 0;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public int pendingBytes() {
    return 0;
  }

  @Override
  public OptionalLong unackedBytes() {
    return OptionalLong.empty();
  }

  @Override
  public void close(Duration deadline) {}

  @Override
  public void abort() {
    aborted = true;
  }
}
