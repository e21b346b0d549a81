package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.net.AddressOrder;
import dev.sluice.wire.srt.SrtCall;
import dev.sluice.wire.srt.SrtCaller;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.srt.SrtProbeRequest;
import dev.sluice.wire.srt.SrtSender;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.SrtSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Connects to an SRT target on a thread of its own, which ends with the handshake: the look-up of a
 * name blocks, the derivation of a key takes its time. Whether and how it went is told on the loop,
 * once, unless it was called off.
 */
final class SrtConnect {
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final int DEFAULT_LATENCY_MILLIS = 120;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OutputContext context;
  private final DestinationUrl destination;
  private final Outcome outcome;
  private volatile boolean cancelled;

  /** How it went, told on the loop's thread. */
  interface Outcome {
    void connected(SrtLink link);

    void failed(OutputFailure failure);
  }

  SrtConnect(OutputContext context, DestinationUrl destination, Outcome outcome) {
    this.context = context;
    this.destination = destination;
    this.outcome = outcome;
  }

  /**
   * @param name of the thread
   */
  void start(String name) {
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Nothing is told any more. On the loop. */
  void cancel() {
    cancelled = true;
  }

  private void run() {
    try {
      call();
    } catch (RuntimeException e) {
      fail(OutputFailure.of(Reason.INTERNAL, e.getClass().getSimpleName()));
    }
  }

  private void call() {
    List<InetAddress> addresses;
    try {
      addresses = context.resolver().resolve(destination.host());
    } catch (UnknownHostException e) {
      fail(OutputFailure.of(Reason.DNS, destination.host()));
      return;
    }
    List<SrtProbeRequest> alternatives =
        AddressOrder.interleave(addresses.stream().filter(context.addressAllowed()).toList())
            .stream()
            .map(address -> request(new InetSocketAddress(address, destination.port())))
            .toList();
    if (alternatives.isEmpty()) {
      fail(OutputFailure.of(Reason.ADDRESS_FORBIDDEN, destination.host()));
    } else if (!cancelled) {
      call(alternatives);
    }
  }

  private void call(List<SrtProbeRequest> alternatives) {
    SrtCall call = SrtCaller.callAny(alternatives, HANDSHAKE, RANDOM);
    SrtLink link = call.link();
    if (link == null) {
      fail(OutputFailure.of(Reason.valueOf(call.result().kind().name()), call.result().message()));
    } else {
      onLoop(() -> hand(link), () -> SrtSender.shutdown(link));
    }
  }

  private SrtProbeRequest request(InetSocketAddress peer) {
    SrtSettings srt = destination.srt();
    Integer latency = srt.latencyMillis();
    return new SrtProbeRequest(
        peer,
        Optional.ofNullable(srt.streamId()),
        Optional.ofNullable(srt.passphrase()),
        Duration.ofMillis(latency == null ? DEFAULT_LATENCY_MILLIS : latency));
  }

  private void hand(SrtLink link) {
    if (cancelled) {
      SrtSender.shutdown(link);
    } else {
      outcome.connected(link);
    }
  }

  private void fail(OutputFailure failure) {
    onLoop(
        () -> {
          if (!cancelled) {
            outcome.failed(failure);
          }
        },
        () -> {});
  }

  private void onLoop(Runnable task, Runnable otherwise) {
    try {
      context.loop().execute(task);
    } catch (RejectedExecutionException e) {
      otherwise.run(); // the loop is closed: nobody is left to tell
    }
  }
}
