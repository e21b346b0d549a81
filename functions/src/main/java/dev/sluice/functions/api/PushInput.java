package dev.sluice.functions.api;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pushes out of bodies. Thread-safe. */
final class PushInput {
  private static final List<String> OF_TARGET =
      List.of("name", "url", "streamKey", "srt", "allowEnhanced");

  private final TargetInput targets;

  PushInput(TargetInput targets) {
    this.targets = targets;
  }

  PushDraft draft(JsonFields fields) {
    boolean shared = fields.has("targetId");
    String targetId = fields.text("targetId", TextRule.ID);
    Switches switches = Switches.read(fields);
    TargetDraft inline = null;
    if (shared) {
      refuseTargetFields(
          fields, "belongs to a target: give a url here, or the targetId of one that has its own");
      fields.finish();
    } else {
      inline = targets.draft(fields, true);
    }
    return new PushDraft(
        targetId,
        inline,
        !Boolean.FALSE.equals(switches.enabled),
        Objects.requireNonNullElse(switches.profile, Profile.SOURCE),
        Boolean.TRUE.equals(switches.videoOnly),
        Objects.requireNonNullElse(switches.silentAudio, SilentAudio.OFF));
  }

  PushEdit edit(JsonFields fields, Push current) {
    Switches switches = Switches.read(fields);
    TargetEdit inline = null;
    if (current.target().inline()) {
      boolean touched = OF_TARGET.stream().anyMatch(fields::has);
      TargetEdit read = targets.edit(fields, current.target(), null);
      inline = touched ? read : null;
    } else {
      refuseTargetFields(
          fields, "belongs to the shared target: change it with PATCH /v1/targets/{targetId}");
    }
    if (fields.has("targetId")) {
      fields.reject("targetId", "cannot be changed: delete this push and make another");
    }
    fields.finish();
    return new PushEdit(
        switches.enabled, switches.profile, switches.videoOnly, switches.silentAudio, inline);
  }

  private static void refuseTargetFields(JsonFields fields, String why) {
    OF_TARGET.stream().filter(fields::has).forEach(name -> fields.reject(name, why));
  }

  /** The fields of the push itself. */
  private record Switches(
      @Nullable Boolean enabled,
      @Nullable Profile profile,
      @Nullable Boolean videoOnly,
      @Nullable SilentAudio silentAudio) {
    static Switches read(JsonFields fields) {
      return new Switches(
          fields.bool("enabled"),
          fields.choice(
              "profile",
              Profile::ofWireName,
              Arrays.stream(Profile.values()).map(Profile::wireName).toList()),
          fields.bool("videoOnly"),
          fields.choice("silentAudio", Switches::silentAudio, List.of("off", "auto")));
    }

    private static Optional<SilentAudio> silentAudio(String name) {
      return Arrays.stream(SilentAudio.values())
          .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }
}
