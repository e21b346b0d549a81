package dev.sluice.push.engine;

import dev.sluice.push.output.OutputTiming;
import dev.sluice.wire.net.HostResolver;
import dev.sluice.wire.net.TlsTrust;
import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What an engine is given besides its stream.
 *
 * @param trust whose certificates RTMPS targets may show
 * @param resolver looks target hosts up
 * @param addressAllowed asked about every address of a target before it is used
 * @param random spreads attempts and names connections
 * @param timing the outputs' patience
 */
public record EngineOptions(
    TlsTrust trust,
    HostResolver resolver,
    Predicate<InetAddress> addressAllowed,
    RandomGenerator random,
    OutputTiming timing) {
  /** The system's resolver and authorities, every address, the design's numbers. */
  public static EngineOptions defaults() {
    return new EngineOptions(
        TlsTrust.system(),
        HostResolver.system(),
        address -> true,
        RandomGenerator.getDefault(),
        OutputTiming.DEFAULT);
  }

  public EngineOptions withTrust(TlsTrust newTrust) {
    return new EngineOptions(newTrust, resolver, addressAllowed, random, timing);
  }

  public EngineOptions withResolver(HostResolver newResolver) {
    return new EngineOptions(trust, newResolver, addressAllowed, random, timing);
  }

  public EngineOptions withAddressAllowed(Predicate<InetAddress> newAddressAllowed) {
    return new EngineOptions(trust, resolver, newAddressAllowed, random, timing);
  }

  public EngineOptions withTiming(OutputTiming newTiming) {
    return new EngineOptions(trust, resolver, addressAllowed, random, newTiming);
  }
}
