package dev.sluice.wire.srt;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of several addresses answers an SRT caller first, in the spirit of RFC 8305
 * (Happy Eyeballs), section 5: each has a head start over the next, one that fails is followed at
 * once. Only the first packet of the handshake is sent, for which a listener keeps nothing: of two
 * whole handshakes with one server the second would find the stream taken. Blocks.
 */
final class InductionRace {
  /** Head start of one address over the next, and how often the unanswered are asked again. */
  private static final Duration ROUND = Duration.ofMillis(250);

  private final ArrayDeque<SrtProbeRequest> waiting;
  private final List<SelectionKey> running = new ArrayList<>();
  private final int socketId;
  private final HandshakePacket question;
  private @Nullable IOException failure;

  /**
   * @param requests in the order to try them
   */
  InductionRace(List<SrtProbeRequest> requests, SecureRandom random) {
    this.waiting = new ArrayDeque<>(requests);
    this.socketId = CallerHandshake.drawSocketId(random);
    this.question = CallerHandshake.induction(0, socketId);
  }

  /**
   * The first that answers, be it by a refusal.
   *
   * @throws IOException what became of the last one that failed, when all have; {@link
   *     SocketTimeoutException} when the time is over
   */
  SrtProbeRequest run(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Selector selector = Selector.open()) {
      long round = System.nanoTime();
      while (System.nanoTime() - deadline < 0) {
        if (System.nanoTime() - round >= 0) {
          round = System.nanoTime() + ROUND.toNanos();
          startNext(selector);
          askAll();
        }
        if (running.isEmpty() && !waiting.isEmpty()) {
          round = System.nanoTime();
          continue;
        }
        if (running.isEmpty()) {
          throw failure == null ? new SocketTimeoutException("no address") : failure;
        }
        selector.select(1 + Math.max(0, Math.min(round, deadline) - System.nanoTime()) / 1_000_000);
        for (SelectionKey key : selector.selectedKeys()) {
          if (hasAnswered(key)) {
            return (SrtProbeRequest) key.attachment();
          }
        }
        selector.selectedKeys().clear();
      }
      throw new SocketTimeoutException("deadline");
    } finally {
      List.copyOf(running).forEach(this::drop);
    }
  }

  private void startNext(Selector selector) throws IOException {
    SrtProbeRequest request = waiting.poll();
    if (request == null) {
      return;
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.connect(request.address());
      running.add(channel.register(selector, SelectionKey.OP_READ, request));
    } catch (IOException | RuntimeException e) {
      // Runtime: a family this machine does not have (UnsupportedAddressTypeException).
      channel.close();
      failure = new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private void askAll() {
    for (SelectionKey key : List.copyOf(running)) {
      try {
        ((DatagramChannel) key.channel()).write(ByteBuffer.wrap(question.encode(0)));
      } catch (IOException e) {
        failed(key, e);
      }
    }
  }

  private boolean hasAnswered(SelectionKey key) {
    ByteBuffer datagram = ByteBuffer.allocate(1500);
    try {
      ((DatagramChannel) key.channel()).read(datagram);
    } catch (IOException e) {
      failed(key, e);
      return false;
    }
    HandshakePacket answer = HandshakePacket.decode(datagram.flip());
    return answer != null && answer.destinationId() == socketId;
  }

  private void failed(SelectionKey key, IOException why) {
    failure = why;
    drop(key);
  }

  private void drop(SelectionKey key) {
    running.remove(key);
    try {
      key.channel().close();
    } catch (IOException e) {
      // Nothing was held there but the descriptor, which is given back all the same.
    }
  }
}
