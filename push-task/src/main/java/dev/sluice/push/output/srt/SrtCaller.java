package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.srt.SrtHandshakeProbe;
import dev.sluice.wire.srt.SrtProbeRequest;
import dev.sluice.wire.srt.SrtProbeResult;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.SrtSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an SRT target's own thread does: look the name up, connect, write what comes through the
 * pipe, close. FFmpeg blocks in each of these, and only this thread waits for it.
 */
final class SrtCaller implements Runnable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  /** Whole MPEG-TS packets, and whole SRT payloads, to one write. */
  private static final int BATCH_BYTES = 24 * SrtSocket.PAYLOAD_BYTES;

  private static final int DEFAULT_LATENCY_MILLIS = 120;

  private final OutputContext context;
  private final DestinationUrl destination;
  private final BytePipe pipe;
  private final SrtEvents events;
  private final Interrupt interrupt;
  private volatile long bytesWritten;

  /** What happens to the connection, told on the caller's thread. */
  interface SrtEvents {
    void connected();

    /** There is room in the pipe again. */
    void room();

    /** It is over; the last call. */
    void ended(@Nullable OutputFailure failure);
  }

  SrtCaller(
      OutputContext context,
      DestinationUrl destination,
      BytePipe pipe,
      Interrupt interrupt,
      SrtEvents events) {
    this.context = context;
    this.destination = destination;
    this.pipe = pipe;
    this.interrupt = interrupt;
    this.events = events;
  }

  /** Bytes that libsrt has accepted. From any thread. */
  long bytesWritten() {
    return bytesWritten;
  }

  @Override
  public void run() {
    OutputFailure failure = null;
    try (interrupt) {
      failure = push();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      failure = OutputFailure.of(Reason.INTERNAL, e.getClass().getSimpleName());
    } finally {
      events.ended(failure);
    }
  }

  private @Nullable OutputFailure push() throws InterruptedException {
    List<InetAddress> addresses;
    try {
      addresses = context.resolver().resolve(destination.host());
    } catch (UnknownHostException e) {
      return OutputFailure.of(Reason.DNS, destination.host());
    }
    List<InetAddress> allowed = addresses.stream().filter(context.addressAllowed()).toList();
    if (allowed.isEmpty()) {
      return OutputFailure.of(Reason.ADDRESS_FORBIDDEN, destination.host());
    }
    OutputFailure failure = null;
    for (InetAddress address : allowed) {
      if (pipe.isEnded()) {
        return null;
      }
      InetSocketAddress peer = new InetSocketAddress(address, destination.port());
      SrtSocket socket;
      try {
        socket = SrtSocket.connect(peer, destination.srt(), CONNECT_TIMEOUT, interrupt);
      } catch (IOException e) {
        failure = pipe.isEnded() ? null : explain(peer, e);
        continue;
      }
      try (socket) {
        return send(socket);
      }
    }
    return failure;
  }

  private @Nullable OutputFailure send(SrtSocket socket) throws InterruptedException {
    events.connected();
    byte[] batch = new byte[BATCH_BYTES];
    long total = 0;
    try {
      while (!pipe.isEnded()) {
        int length = pipe.take(batch, LOOK_UP);
        if (length > 0) {
          socket.write(batch, length);
          total += length;
          bytesWritten = total;
        }
        if (pipe.roomWasWanted()) {
          events.room();
        }
      }
      return null;
    } catch (IOException e) {
      return pipe.isEnded() ? null : OutputFailure.of(Reason.REMOTE_CLOSED, reason(e));
    }
  }

  /** FFmpeg does not tell why a peer refused; a handshake of our own does. */
  private OutputFailure explain(InetSocketAddress peer, IOException failed) {
    SrtSettings srt = destination.srt();
    Integer latency = srt.latencyMillis();
    SrtProbeResult told =
        new SrtHandshakeProbe()
            .probe(
                new SrtProbeRequest(
                    peer,
                    Optional.ofNullable(srt.streamId()),
                    Optional.ofNullable(srt.passphrase()),
                    Duration.ofMillis(latency == null ? DEFAULT_LATENCY_MILLIS : latency)),
                PROBE_TIMEOUT);
    return told.kind() == SrtProbeResult.Kind.ACCEPTED
        ? OutputFailure.of(Reason.SRT_REJECTED, reason(failed))
        : OutputFailure.of(Reason.valueOf(told.kind().name()), told.message());
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
