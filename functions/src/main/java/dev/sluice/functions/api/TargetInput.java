package dev.sluice.functions.api;

import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.target.TargetEdit;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import dev.sluice.wire.url.DestinationUrl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads targets out of bodies, shared ones and those inline with a push. Thread-safe. */
final class TargetInput {
  private final HostCheck hosts;

  TargetInput(HostCheck hosts) {
    this.hosts = hosts;
  }

  /**
   * A new target. Finishes the fields, so that everything wrong with the body is told at once.
   *
   * @param enabled the target's own switch
   */
  TargetDraft draft(JsonFields fields, boolean enabled) {
    fields.require("url", "where the stream is pushed, for example rtmp://host/app");
    String name = fields.text("name", TextRule.NAME);
    Boolean allowEnhanced = fields.bool("allowEnhanced");
    DestinationInput input = DestinationInput.read(fields);
    DestinationUrl parsed = input.parsed();
    DestinationDraft destination = input.draft(parsed);
    fields.finish();
    // Nothing was refused, so both are there.
    String host = Objects.requireNonNull(parsed).host();
    return new TargetDraft(
        name == null ? host : name,
        Objects.requireNonNull(destination),
        enabled,
        allowEnhanced != null && allowEnhanced,
        hosts.warnings(host));
  }

  /**
   * A change to a target; the caller finishes the fields.
   *
   * @param enabled the target's own switch, or null to leave it
   */
  TargetEdit edit(JsonFields fields, Target current, @Nullable Boolean enabled) {
    String name = fields.text("name", TextRule.NAME);
    Boolean allowEnhanced = fields.bool("allowEnhanced");
    DestinationInput input = DestinationInput.read(fields);
    DestinationUrl parsed = input.parsed();
    return new TargetEdit(
        name,
        input.isPresent() ? input.edit(current.destination(), parsed) : null,
        enabled,
        allowEnhanced,
        parsed == null || !fields.isClean() ? null : warnings(parsed));
  }

  private List<String> warnings(DestinationUrl parsed) {
    return hosts.warnings(parsed.host());
  }
}
