package dev.sluice.catalog.table;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.DestinationEdit;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests ask the catalog for. */
final class Drafts {
  private Drafts() {}

  static TargetDraft target(String name) {
    return new TargetDraft(name, rtmp("key-of-" + name), true, false, List.of());
  }

  static DestinationDraft rtmp(String key) {
    return new DestinationDraft(
        Protocol.RTMP,
        "rtmp://a.example/app",
        Secret.of("rtmp://a.example/app"),
        Secret.of(key),
        null,
        null,
        null);
  }

  static DestinationDraft srt() {
    return new DestinationDraft(
        Protocol.SRT,
        "srt://b.example:9000",
        Secret.of("srt://b.example:9000"),
        Secret.of("srt-key"),
        "publish:one",
        Secret.of("a-long-passphrase"),
        200);
  }

  static PushDraft inline(String name) {
    return push(null, target(name));
  }

  static PushDraft to(Target target) {
    return push(target.id(), null);
  }

  private static PushDraft push(@Nullable String targetId, @Nullable TargetDraft inline) {
    return new PushDraft(targetId, inline, true, Profile.SOURCE, false, SilentAudio.OFF);
  }

  static PushEdit enabled(boolean enabled) {
    return new PushEdit(enabled, null, null, null, null);
  }

  static PushEdit own(TargetEdit edit) {
    return new PushEdit(null, null, null, null, edit);
  }

  static TargetEdit named(String name) {
    return new TargetEdit(name, null, null, null, null);
  }

  static TargetEdit destination(DestinationEdit edit) {
    return new TargetEdit(null, edit, null, null, null);
  }

  static DestinationEdit streamKey(String key) {
    return new DestinationEdit(
        null, null, null, Secret.of(key), false, null, false, null, false, null, false);
  }
}
