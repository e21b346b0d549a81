package dev.sluice.catalog.table;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.target.Target;
import java.util.ArrayList;
import java.util.List;

/** How pushes rest in the table. */
final class PushItems {
  static final String VERSION = "version";

  private PushItems() {}

  static Write put(Push push, long version) {
    return Write.put(Key.push(push.streamId(), push.id()))
        .set("streamId", push.streamId())
        .set("accountId", push.accountId())
        .set("targetId", push.target().id())
        .set("inline", push.target().inline())
        .set("enabled", push.enabled())
        .set("profile", push.profile().wireName())
        .set("videoOnly", push.videoOnly())
        .set("silentAudio", push.silentAudio())
        .set("retries", push.retries())
        .set("restarts", push.restarts())
        .set("createdAt", push.createdAt())
        .set("switchedAt", push.switchedAt())
        .set(VERSION, version);
  }

  static String id(Item item) {
    return item.key().sort().substring(Key.PUSH_PREFIX.length());
  }

  static Push read(Item item, Target target) {
    String profile = item.text("profile");
    return new Push(
        id(item),
        item.text("streamId"),
        item.text("accountId"),
        target,
        item.flag("enabled"),
        Profile.ofWireName(profile)
            .orElseThrow(() -> new IllegalStateException("no profile " + profile)),
        item.flag("videoOnly"),
        item.enumOf("silentAudio", SilentAudio.class),
        item.count("retries"),
        item.count("restarts"),
        item.instant("createdAt"),
        item.switchedAt());
  }

  /**
   * The writes that take a push away with all that is its own: three, or four if inline. They fail
   * when somebody else took it first, so that its place is given back once.
   */
  static List<Write> remove(Item item) {
    String streamId = item.text("streamId");
    String targetId = item.text("targetId");
    List<Write> writes = new ArrayList<>();
    writes.add(Write.delete(item.key()).ifExists());
    writes.add(Write.delete(Key.status(streamId, id(item))));
    writes.add(Write.delete(Key.used(targetId, streamId, id(item))));
    if (item.flag("inline")) {
      writes.add(Write.delete(Key.target(targetId)));
    }
    return writes;
  }
}
