package dev.sluice.push.engine;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.Output;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.output.rtmp.RtmpOutput;
import dev.sluice.push.output.srt.SrtOutput;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.SrtSettings;
import org.jspecify.annotations.Nullable;

/** Makes the output that a destination's protocol asks for. */
final class OutputFactory {
  private final OutputContext context;

  OutputFactory(OutputContext context) {
    this.context = context;
  }

  /**
   * @throws dev.sluice.wire.url.InvalidDestinationException when the destination cannot be used
   */
  Output create(PushSpec spec, VariantFeed feed, OutputListener listener) {
    OpenDestination to = spec.destination();
    DestinationUrl url =
        DestinationUrl.parse(to.url().reveal(), reveal(to.streamKey()))
            .withSrt(
                new SrtSettings(
                    to.srtStreamId(), reveal(to.srtPassphrase()), to.srtLatencyMillis()));
    return url.scheme().isRtmp()
        ? new RtmpOutput(context, url, spec.allowEnhanced(), feed, listener)
        : new SrtOutput(context, url, feed, listener, "srt-" + spec.pushId());
  }

  private static @Nullable String reveal(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }
}
