package dev.sluice.functions.api;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.target.Destination;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.DestinationEdit;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.InvalidDestinationException;
import dev.sluice.wire.url.Scheme;
import dev.sluice.wire.url.SrtSettings;
import org.jspecify.annotations.Nullable;

/**
 * The fields {@code url}, {@code streamKey} and {@code srt} of a body, read and checked together.
 */
final class DestinationInput {
  private final JsonFields fields;
  private final @Nullable String url;
  private final @Nullable String streamKey;
  private final @Nullable JsonFields srt;
  private final @Nullable String srtStreamId;
  private final @Nullable String srtPassphrase;
  private final @Nullable Integer srtLatencyMillis;

  private DestinationInput(JsonFields fields) {
    this.fields = fields;
    this.url = fields.text("url", TextRule.URL);
    this.streamKey = nullable(fields, "streamKey");
    this.srt = fields.object("srt");
    this.srtStreamId = srt == null ? null : nullable(srt, "streamId");
    this.srtPassphrase = srt == null ? null : nullable(srt, "passphrase");
    this.srtLatencyMillis =
        srt == null || srt.isNull("latencyMillis")
            ? null
            : srt.integer("latencyMillis", 0, SrtSettings.MAX_LATENCY_MILLIS);
  }

  static DestinationInput read(JsonFields fields) {
    return new DestinationInput(fields);
  }

  private static @Nullable String nullable(JsonFields fields, String name) {
    return fields.isNull(name) ? null : fields.text(name, TextRule.KEY);
  }

  /** Whether any of the three was sent. */
  boolean isPresent() {
    return fields.has("url") || fields.has("streamKey") || fields.has("srt");
  }

  /** The URL with its key as one destination; null when it is missing or was refused. */
  @Nullable DestinationUrl parsed() {
    if (url == null
        || (fields.has("streamKey") && streamKey == null && !fields.isNull("streamKey"))) {
      return null;
    }
    try {
      DestinationUrl parsed = DestinationUrl.parse(url, streamKey);
      return parsed.scheme() == Scheme.SRT
          ? parsed.withSrt(new SrtSettings(srtStreamId, srtPassphrase, srtLatencyMillis))
          : parsed;
    } catch (InvalidDestinationException e) {
      reject(e);
      return null;
    }
  }

  /** The destination of a new target; null when something was refused. */
  @Nullable DestinationDraft draft(@Nullable DestinationUrl parsed) {
    if (parsed == null) {
      return null;
    }
    Given given = given(parsed, parsed.scheme() == Scheme.SRT);
    return new DestinationDraft(
        protocol(parsed),
        parsed.masked(),
        Secret.of(BaseUrl.of(parsed)),
        secret(given.key),
        given.streamId,
        secret(given.passphrase),
        given.latencyMillis);
  }

  /**
   * The change to a target's destination. A URL with a key in it replaces the key; one without
   * leaves it, unless the target now speaks another kind of protocol. An SRT destination has one
   * stream id: a hidden one takes the place of a shown one, and the other way round.
   *
   * @param parsed of {@link #parsed}; null when no URL was sent
   */
  DestinationEdit edit(Destination current, @Nullable DestinationUrl parsed) {
    Protocol protocol = parsed == null ? current.protocol() : protocol(parsed);
    boolean isSrt = protocol == Protocol.SRT;
    boolean otherKind = isSrt != (current.protocol() == Protocol.SRT);
    Given given = given(parsed, isSrt);
    return new DestinationEdit(
        parsed == null ? null : protocol,
        parsed == null ? null : parsed.masked(),
        parsed == null ? null : Secret.of(BaseUrl.of(parsed)),
        secret(given.key),
        given.key == null && (fields.isNull("streamKey") || otherKind || given.streamId != null),
        given.streamId,
        isSrt && given.streamId == null && (clears("streamId") || given.key != null),
        secret(given.passphrase),
        isSrt && given.passphrase == null && clears("passphrase"),
        given.latencyMillis,
        isSrt && given.latencyMillis == null && clears("latencyMillis"));
  }

  /** What URL, key and settings say together, each in the one place where it is kept. */
  private Given given(@Nullable DestinationUrl parsed, boolean isSrt) {
    if (!isSrt) {
      if (srt != null) {
        fields.reject("srt", "is for srt:// URLs only");
      }
      String inUrl = parsed == null ? null : parsed.streamKey();
      return new Given(inUrl == null ? streamKey : inUrl, null, null, null);
    }
    if (srtStreamId != null && streamKey != null) {
      fields.reject("streamKey", "and srt.streamId are the same thing to SRT: give one of the two");
    }
    SrtSettings all = parsed == null ? withoutUrl() : parsed.srt();
    return new Given(
        srtStreamId == null ? all.streamId() : null,
        srtStreamId,
        all.passphrase(),
        all.latencyMillis());
  }

  private SrtSettings withoutUrl() {
    try {
      return new SrtSettings(
          srtStreamId == null ? streamKey : srtStreamId, srtPassphrase, srtLatencyMillis);
    } catch (InvalidDestinationException e) {
      reject(e);
      return SrtSettings.NONE;
    }
  }

  private boolean clears(String name) {
    return fields.isNull("srt") || (srt != null && srt.isNull(name));
  }

  private void reject(InvalidDestinationException e) {
    boolean hidden = e.field().equals("srt.streamId") && srtStreamId == null;
    String field = !hidden ? e.field() : streamKey == null ? "url" : "streamKey";
    fields.reject(field, String.valueOf(e.getMessage()));
  }

  private static Protocol protocol(DestinationUrl parsed) {
    return Protocol.valueOf(parsed.scheme().name());
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }

  /**
   * What a destination is to have besides its URL.
   *
   * @param key the stream key; for SRT a stream id that is not shown
   * @param streamId a stream id that is shown
   */
  private record Given(
      @Nullable String key,
      @Nullable String streamId,
      @Nullable String passphrase,
      @Nullable Integer latencyMillis) {
    @Override
    public String toString() {
      return "Given[***]";
    }
  }
}
