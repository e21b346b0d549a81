package dev.sluice.catalog.table;

import dev.sluice.catalog.push.Push;

/** That a push uses a target: what a target's change or removal walks. */
record TargetUse(Key key, String streamId, String pushId) {
  static Write of(Push push) {
    return Write.put(Key.used(push.target().id(), push.streamId(), push.id()))
        .set("streamId", push.streamId())
        .set("pushId", push.id());
  }

  static TargetUse read(Item item) {
    return new TargetUse(item.key(), item.text("streamId"), item.text("pushId"));
  }

  static Listing listing(String targetId) {
    return Listing.oldestFirst(Key.targetPartition(targetId), Key.USED_PREFIX);
  }
}
