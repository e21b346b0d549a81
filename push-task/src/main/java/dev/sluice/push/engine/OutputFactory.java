package dev.sluice.push.engine;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.push.fanout.VariantFeed;
import dev.sluice.push.output.CodecSupport;
import dev.sluice.push.output.Output;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputListener;
import dev.sluice.push.output.rtmp.RtmpOutput;
import dev.sluice.push.output.srt.SrtOutput;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.SrtSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the output that a destination's protocol asks for. Used on the loop's thread. */
final class OutputFactory {
  private final OutputContext context;
  private @Nullable SourceInfo source;

  OutputFactory(OutputContext context) {
    this.context = context;
  }

  /** What is known of the source: its codecs decide what RTMP servers are asked for. */
  void source(SourceInfo info) {
    source = info;
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
        ? new RtmpOutput(
            context, url, enhanced(feed.headers()), spec.allowEnhanced(), feed, listener)
        : new SrtOutput(context, url, feed, listener, "srt-" + spec.pushId());
  }

  private List<String> enhanced(@Nullable VariantHeaders headers) {
    if (headers != null) {
      return CodecSupport.enhanced(headers.videoCodec(), headers.audioCodec());
    }
    SourceInfo info = source;
    return info == null ? List.of() : CodecSupport.enhanced(info.videoCodec(), info.audioCodec());
  }

  private static @Nullable String reveal(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }
}
