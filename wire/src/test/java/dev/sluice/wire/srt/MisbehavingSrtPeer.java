package dev.sluice.wire.srt;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SRT listener that gives every caller a cookie and answers every conclusion with one given
 * handshake type: a refusal, or {@link HandshakePacket#CONCLUSION} to accept. Before each answer it
 * may send what no caller should mind.
 */
final class MisbehavingSrtPeer implements AutoCloseable {

  private static final int COOKIE = 0x0c00_41e5;
  private static final int SOCKET_ID = 77;
  private static final int SHUTDOWN = 0x8005_0000;

  private final DatagramSocket socket;
  private final Thread thread;
  private final int answer;
  private final BlockingQueue<HandshakePacket> conclusions = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> shutdowns = new LinkedBlockingQueue<>();
  private volatile int version = 5;
  private final AtomicInteger toLose = new AtomicInteger();

  MisbehavingSrtPeer(int answer) throws IOException {
    this.answer = answer;
    socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    thread = Thread.ofPlatform().daemon().name("srt-peer").start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Answers as SRT of before 1.3 did. */
  MisbehavingSrtPeer old() {
    version = 4;
    return this;
  }

  /** Leaves the next packets unanswered, as if lost. */
  MisbehavingSrtPeer losing(int packets) {
    toLose.set(packets);
    return this;
  }

  /** The next caller's conclusion. */
  HandshakePacket awaitConclusion() throws InterruptedException {
    HandshakePacket conclusion = conclusions.poll(20, TimeUnit.SECONDS);
    if (conclusion == null) {
      throw new AssertionError("no conclusion came");
    }
    return conclusion;
  }

  /** The socket that a caller said good-bye to. */
  int awaitShutdown() throws InterruptedException {
    Integer destination = shutdowns.poll(20, TimeUnit.SECONDS);
    if (destination == null) {
      throw new AssertionError("no shutdown came");
    }
    return destination;
  }

  private void serve() {
    byte[] buffer = new byte[2048];
    while (!socket.isClosed()) {
      DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(datagram);
        if (toLose.getAndDecrement() <= 0) {
          take(datagram);
        }
      } catch (IOException e) {
        // Closed, or a caller went away: the loop's condition tells which.
      }
    }
  }

  private void take(DatagramPacket datagram) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
    if (bytes.getInt(0) == SHUTDOWN) {
      shutdowns.add(bytes.getInt(12));
      return;
    }
    HandshakePacket question = HandshakePacket.decode(bytes);
    if (question == null) {
      return;
    }
    boolean concluding = question.type() == HandshakePacket.CONCLUSION;
    if (concluding && question.cookie() == COOKIE) {
      conclusions.add(question);
    }
    reply(datagram, new byte[] {1, 2, 3});
    reply(datagram, packet(question, question.socketId() + 1, 1010).encode(0));
    int type = concluding ? answer : HandshakePacket.INDUCTION;
    reply(datagram, packet(question, question.socketId(), type).encode(0));
  }

  private HandshakePacket packet(HandshakePacket question, int destinationId, int type) {
    return new HandshakePacket(
        destinationId,
        version,
        0,
        type == HandshakePacket.INDUCTION ? 0x4a17 : 0,
        question.initialSequence(),
        type,
        SOCKET_ID,
        COOKIE,
        Map.of());
  }

  private void reply(DatagramPacket to, byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
