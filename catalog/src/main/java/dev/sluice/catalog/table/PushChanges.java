package dev.sluice.catalog.table;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.target.Target;

/** What a push becomes by an edit. */
final class PushChanges {
  private PushChanges() {}

  static Push apply(Push push, PushEdit edit, Surroundings around) {
    boolean enabled = edit.enabled() == null ? push.enabled() : edit.enabled();
    return new Push(
        push.id(),
        push.streamId(),
        push.accountId(),
        target(push.target(), edit, around),
        enabled,
        edit.profile() == null ? push.profile() : edit.profile(),
        edit.videoOnly() == null ? push.videoOnly() : edit.videoOnly(),
        edit.silentAudio() == null ? push.silentAudio() : edit.silentAudio(),
        push.retries(),
        push.restarts(),
        push.createdAt(),
        enabled == push.enabled() ? push.switchedAt() : around.now());
  }

  private static Target target(Target target, PushEdit edit, Surroundings around) {
    if (edit.inline() == null) {
      return target;
    }
    if (!target.inline()) {
      throw new IllegalArgumentException("the push's target is shared: edit the target itself");
    }
    return new TargetChanges(around.sealer(target.accountId(), target.id()), around.now())
        .apply(target, edit.inline());
  }
}
