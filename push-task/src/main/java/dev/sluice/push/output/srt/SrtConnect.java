package dev.sluice.push.output.srt;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.net.AddressOrder;
import dev.sluice.wire.net.Cancellable;
import dev.sluice.wire.srt.SrtCall;
import dev.sluice.wire.srt.SrtCaller;
import dev.sluice.wire.srt.SrtLink;
import dev.sluice.wire.srt.SrtProbeRequest;
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
import org.jspecify.annotations.Nullable;

/**
 * Connects to an SRT target on a thread of its own, which ends with the handshake: the look-up of a
 * name blocks, the derivation of a key takes its time. Whether and how it went is told on the loop,
 * once, unless it was called off. The loop has its own clock on it: a thread that is held in the
 * system's resolver, or finds no room in the loop's queue, keeps nobody waiting.
 */
final class SrtConnect {
  private static final Duration LOOK_UP = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** The race of the addresses, the handshake with one, and what a busy machine adds. */
  private static final Duration CALL = HANDSHAKE.multipliedBy(2).plusSeconds(1);

  private static final int DEFAULT_LATENCY_MILLIS = 120;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OutputContext context;
  private final DestinationUrl destination;
  private final Outcome outcome;
  private @Nullable Cancellable deadline;
  private volatile boolean resolved;

  /** Called off, or told. */
  private volatile boolean over;

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
   * On the loop.
   *
   * @param name of the thread
   */
  void start(String name) {
    deadline = context.loop().schedule(LOOK_UP, this::lookUpIsDue);
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Nothing is told any more. On the loop. */
  void cancel() {
    end();
  }

  private void lookUpIsDue() {
    if (resolved) {
      deadline = context.loop().schedule(CALL, this::callIsDue);
    } else {
      failed(OutputFailure.of(Reason.DNS, destination.host() + " was not resolved in time"));
    }
  }

  private void callIsDue() {
    failed(OutputFailure.of(Reason.CONNECT_TIMEOUT, destination.host()));
  }

  // ---- the thread

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
    resolved = true;
    List<SrtProbeRequest> alternatives =
        AddressOrder.interleave(addresses.stream().filter(context.addressAllowed()).toList())
            .stream()
            .map(address -> request(new InetSocketAddress(address, destination.port())))
            .toList();
    if (alternatives.isEmpty()) {
      fail(OutputFailure.of(Reason.ADDRESS_FORBIDDEN, destination.host()));
    } else if (!over) {
      call(alternatives);
    }
  }

  private void call(List<SrtProbeRequest> alternatives) {
    SrtCall call = SrtCaller.callAny(alternatives, HANDSHAKE, RANDOM);
    SrtLink link = call.link();
    if (link == null) {
      fail(OutputFailure.of(Reason.valueOf(call.result().kind().name()), call.result().message()));
    } else {
      onLoop(() -> hand(link), link::close);
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

  private void fail(OutputFailure failure) {
    onLoop(() -> failed(failure), () -> {});
  }

  private void onLoop(Runnable task, Runnable otherwise) {
    try {
      context.loop().execute(task);
    } catch (RejectedExecutionException e) {
      otherwise.run(); // closed, with nobody left to tell, or overrun: then the deadline tells
    }
  }

  // ---- the outcome, on the loop

  private void hand(SrtLink link) {
    if (end()) {
      outcome.connected(link);
    } else {
      link.close();
    }
  }

  private void failed(OutputFailure failure) {
    if (end()) {
      outcome.failed(failure);
    }
  }

  /** False when it has ended already. */
  private boolean end() {
    boolean first = !over;
    over = true;
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
    return first;
  }
}
