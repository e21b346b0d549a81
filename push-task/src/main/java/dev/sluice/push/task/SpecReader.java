package dev.sluice.push.task;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Targets;
import dev.sluice.push.engine.PushSpec;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantKey;
import java.util.List;

/** Reads what a stream is to be pushed to, secrets opened, from the catalog. */
final class SpecReader {
  private final Pushes pushes;
  private final Targets targets;

  SpecReader(Pushes pushes, Targets targets) {
    this.pushes = pushes;
    this.targets = targets;
  }

  /** The pushes that are switched on, strongly consistent. */
  List<PushSpec> read(String streamId) {
    return pushes.all(streamId).stream().filter(Push::active).map(this::spec).toList();
  }

  private PushSpec spec(Push push) {
    OpenDestination destination = targets.open(push.target());
    Container container = destination.protocol() == Protocol.SRT ? Container.MPEGTS : Container.FLV;
    return new PushSpec(
        push.id(),
        push.target().id(),
        push.target().name(),
        destination,
        new VariantKey(container, push.profile(), push.videoOnly(), push.silentAudio()),
        push.target().allowEnhanced(),
        push.retries(),
        push.restarts());
  }
}
