package dev.sluice.bench.fanout;

import dev.sluice.catalog.target.Protocol;
import java.util.List;

/** One row of the benchmark. */
record Scenario(Protocol protocol, int targets) {
  static final List<Scenario> ALL =
      List.of(
          new Scenario(Protocol.RTMP, 1),
          new Scenario(Protocol.RTMP, 20),
          new Scenario(Protocol.RTMP, 50),
          new Scenario(Protocol.RTMP, 100),
          new Scenario(Protocol.RTMPS, 20),
          new Scenario(Protocol.SRT, 10));

  /** As it is asked for on the command line. */
  String name() {
    return protocol + "x" + targets;
  }

  @Override
  public String toString() {
    return protocol + " x " + targets;
  }
}
