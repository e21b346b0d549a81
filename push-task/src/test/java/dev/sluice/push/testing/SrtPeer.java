package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An SRT listener that a test owns, written from draft-sharabayko-srt and not from our own sender:
 * takes any number of callers on one port, acknowledges what they send, and misbehaves when told
 * to. One thread; thread-safe.
 */
public final class SrtPeer implements AutoCloseable {
  /** How it takes what comes. */
  public enum Manner {
    /** Acknowledges every packet. */
    GOOD,
    /** As if it were not there. */
    SILENT,
    /** Shows that it lives and acknowledges nothing. */
    ACKNOWLEDGING_NOTHING,
    /** Acknowledges, and says nonsense besides. */
    GARBAGE
  }

  private static final int CONTROL = 0x8000_0000;
  private static final int HANDSHAKE = 0;
  private static final int KEEPALIVE = 1;
  private static final int ACK = 2;
  private static final int SHUTDOWN = 5;
  private static final int HANDSHAKE_BYTES = 64;
  private static final int COOKIE = 0x5117_CE00;
  private static final int CONCLUSION = -1;
  private static final int STREAM_ID = 5;

  /** A caller's first extension is its HSREQ: type and length, version, flags, latency. */
  private static final int HSREQ_LATENCY_AT = HANDSHAKE_BYTES + 12;

  private record Caller(SocketAddress address, int theirId, AtomicLong acknowledgements) {}

  private final DatagramChannel channel;
  private final int answer;
  private final Map<Integer, Caller> callers = new ConcurrentHashMap<>();
  private final List<String> streamIds = new CopyOnWriteArrayList<>();
  private final List<Integer> latencies = new CopyOnWriteArrayList<>();
  private final AtomicLong payloadBytes = new AtomicLong();
  private final Random random = new Random(7);
  private volatile Manner manner;

  private SrtPeer(Manner manner, int answer) {
    this.manner = manner;
    this.answer = answer;
    try {
      channel =
          DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("srt-listener").start(this::serve);
  }

  public static SrtPeer start(Manner manner) {
    return new SrtPeer(manner, CONCLUSION);
  }

  /**
   * Refuses every caller.
   *
   * @param handshakeType as it stands in the packet: 1000 and the code
   */
  public static SrtPeer refusing(int handshakeType) {
    return new SrtPeer(Manner.GOOD, handshakeType);
  }

  /** From now on. */
  public void behave(Manner next) {
    manner = next;
  }

  /** {@code srt://127.0.0.1:port}. */
  public String url() {
    return "srt://127.0.0.1:" + port();
  }

  public int port() {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stream ids of all callers there ever were, oldest first. */
  public List<String> streamIds() {
    return List.copyOf(streamIds);
  }

  /** What each caller asked for: the receiver's latency above the sender's, 16 bits each. */
  public List<Integer> latencies() {
    return List.copyOf(latencies);
  }

  /** Callers that have not said good-bye. */
  public int connections() {
    return callers.size();
  }

  /** Of all callers. */
  public long payloadBytes() {
    return payloadBytes.get();
  }

  /** Says good-bye to every caller. */
  public void shutDown() {
    callers.forEach((_, caller) -> send(caller, control(caller, SHUTDOWN, 0, 0)));
    callers.clear();
  }

  private void serve() {
    ByteBuffer packet = ByteBuffer.allocate(2048);
    while (channel.isOpen()) {
      try {
        SocketAddress from = channel.receive(packet.clear());
        if (manner != Manner.SILENT && packet.flip().remaining() >= 16) {
          take(packet, from);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // A caller's port is closed: it is gone.
      }
    }
  }

  private void take(ByteBuffer packet, SocketAddress from) throws IOException {
    int word = packet.getInt(0);
    int type = word >= 0 ? -1 : (word >>> 16) & 0x7FFF;
    if (type == HANDSHAKE && packet.remaining() >= HANDSHAKE_BYTES) {
      shakeHands(packet, from);
      return;
    }
    Caller caller = callers.get(packet.getInt(12));
    if (caller == null) {
      return;
    }
    if (type == SHUTDOWN) {
      callers.remove(packet.getInt(12));
    } else if (type == -1) {
      payloadBytes.addAndGet(packet.remaining() - 16);
      if (manner == Manner.ACKNOWLEDGING_NOTHING) {
        send(caller, control(caller, KEEPALIVE, 0, 0));
        return;
      }
      send(caller, acknowledgement(caller, word + 1));
      if (manner == Manner.GARBAGE) {
        nonsense(caller, word);
      }
    }
  }

  private void shakeHands(ByteBuffer question, SocketAddress from) throws IOException {
    boolean concluding = question.getInt(36) == CONCLUSION;
    int theirId = question.getInt(40);
    int ourId = theirId ^ 0x2000_0000;
    ByteBuffer reply = ByteBuffer.allocate(HANDSHAKE_BYTES + 16);
    reply.putInt(CONTROL).putInt(0).putInt(0).putInt(theirId).putInt(5).putInt(0);
    reply.putInt(question.getInt(24)).putInt(1500).putInt(8192);
    reply.putInt(concluding ? answer : 1).putInt(ourId).putInt(COOKIE);
    reply.position(HANDSHAKE_BYTES);
    if (!concluding) {
      reply.putShort(22, (short) 0x4A17);
    } else if (answer == CONCLUSION) {
      // HSRSP: version 1.5.0, a live stream's flags, 120 ms either way.
      reply.putShort(22, (short) 1).putShort((short) 2).putShort((short) 3);
      reply.putInt(0x010500).putInt(0xBF).putInt(120 << 16 | 120);
      if (callers.put(ourId, new Caller(from, theirId, new AtomicLong())) == null) {
        streamIds.add(streamId(question.duplicate()));
        latencies.add(question.getInt(HSREQ_LATENCY_AT));
      }
    }
    channel.send(reply.flip(), from);
  }

  /** Text stands in words of four bytes, back to front. */
  private static String streamId(ByteBuffer question) {
    question.position(HANDSHAKE_BYTES);
    while (question.remaining() >= 4) {
      int type = question.getShort();
      byte[] content = new byte[4 * question.getShort()];
      question.get(content);
      if (type == STREAM_ID) {
        byte[] text = new byte[content.length];
        for (int i = 0; i < text.length; i++) {
          text[i] = content[i ^ 3];
        }
        return new String(text, StandardCharsets.UTF_8).replace("\0", "");
      }
    }
    return "";
  }

  private static ByteBuffer acknowledgement(Caller caller, int next) {
    int number = (int) caller.acknowledgements().incrementAndGet();
    return control(caller, ACK, number, next & 0x7FFF_FFFF, 10_000, 1_000, 8_192);
  }

  private static ByteBuffer control(Caller caller, int type, int info, int... words) {
    ByteBuffer packet = ByteBuffer.allocate(16 + 4 * words.length);
    packet.putInt(CONTROL | type << 16).putInt(info).putInt(0).putInt(caller.theirId());
    for (int word : words) {
      packet.putInt(word);
    }
    return packet.flip();
  }

  /** Everything a peer might say and none should, but for the good-bye. */
  private void nonsense(Caller caller, int sequence) {
    byte[] noise = new byte[random.nextInt(200)];
    random.nextBytes(noise);
    send(caller, ByteBuffer.wrap(noise));
    send(caller, control(caller, ACK, 1, sequence + 100_000, 0, 0, -1));
    send(caller, control(caller, ACK, 1));
    send(caller, control(caller, 3, 0, sequence - 5_000 | CONTROL, sequence + 5_000));
    send(caller, control(caller, 3, 0, CONTROL));
    send(caller, control(caller, 0x7FFF, -1, random.nextInt()));
    send(caller, control(caller, HANDSHAKE, 0, new int[12]));
  }

  private void send(Caller caller, ByteBuffer packet) {
    try {
      channel.send(packet, caller.address());
    } catch (IOException e) {
      // It is gone.
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
