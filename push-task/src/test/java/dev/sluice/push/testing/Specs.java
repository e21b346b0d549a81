package dev.sluice.push.testing;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.push.engine.PushSpec;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantKey;

/** Pushes as tests want them. */
public final class Specs {
  public static final VariantKey FLV =
      new VariantKey(Container.FLV, Profile.SOURCE, false, SilentAudio.OFF);
  public static final VariantKey MPEGTS =
      new VariantKey(Container.MPEGTS, Profile.SOURCE, false, SilentAudio.OFF);

  private Specs() {}

  /** A push to an RTMP or RTMPS URL with a key. */
  public static PushSpec rtmp(String id, String url, String key) {
    Protocol protocol = url.startsWith("rtmps") ? Protocol.RTMPS : Protocol.RTMP;
    return spec(
        id, new OpenDestination(protocol, Secret.of(url), Secret.of(key), null, null, null), FLV);
  }

  /** A push to an SRT URL. */
  public static PushSpec srt(String id, String url) {
    return spec(
        id, new OpenDestination(Protocol.SRT, Secret.of(url), null, null, null, null), MPEGTS);
  }

  public static PushSpec spec(String id, OpenDestination destination, VariantKey variant) {
    return new PushSpec(id, "target-" + id, "name of " + id, destination, variant, false, 0, 0);
  }

  /** The same, with this many retries and restarts asked for. */
  public static PushSpec asked(PushSpec spec, long retries, long restarts) {
    return new PushSpec(
        spec.pushId(),
        spec.targetId(),
        spec.name(),
        spec.destination(),
        spec.variant(),
        spec.allowEnhanced(),
        retries,
        restarts);
  }
}
