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
      return parsed.scheme() == Scheme.SRT ? parsed.withSrt(settings()) : parsed;
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
    checkSrt(parsed.scheme() == Scheme.SRT);
    boolean isSrt = parsed.scheme() == Scheme.SRT;
    String key = isSrt ? hiddenStreamId(parsed) : parsed.streamKey();
    return new DestinationDraft(
        Protocol.valueOf(parsed.scheme().name()),
        parsed.masked(),
        Secret.of(BaseUrl.of(parsed)),
        secret(key),
        isSrt ? srtStreamId : null,
        isSrt ? secret(parsed.srt().passphrase()) : null,
        isSrt ? parsed.srt().latencyMillis() : null);
  }

  /**
   * The change to a target's destination. A URL with a key in it replaces the key; one without
   * leaves it, unless the target now speaks another kind of protocol.
   *
   * @param parsed of {@link #parsed}; null when no URL was sent
   */
  DestinationEdit edit(Destination current, @Nullable DestinationUrl parsed) {
    Protocol protocol =
        parsed == null ? current.protocol() : Protocol.valueOf(parsed.scheme().name());
    boolean isSrt = protocol == Protocol.SRT;
    boolean otherKind = isSrt != (current.protocol() == Protocol.SRT);
    checkSrt(isSrt);
    String urlKey = parsed == null ? null : isSrt ? hiddenStreamId(parsed) : parsed.streamKey();
    String key = urlKey == null ? streamKey : urlKey;
    if (isSrt && key != null && urlKey == null) {
      checkStreamId(key);
    }
    String passphrase = parsed != null && isSrt ? parsed.srt().passphrase() : srtPassphrase;
    Integer latency = parsed != null && isSrt ? parsed.srt().latencyMillis() : srtLatencyMillis;
    if (parsed == null && srtPassphrase != null) {
      checkPassphrase(srtPassphrase);
    }
    boolean dropSrt = fields.isNull("srt");
    return new DestinationEdit(
        parsed == null ? null : protocol,
        parsed == null ? null : parsed.masked(),
        parsed == null ? null : Secret.of(BaseUrl.of(parsed)),
        secret(key),
        key == null && (fields.isNull("streamKey") || otherKind || srtStreamId != null),
        isSrt ? srtStreamId : null,
        isSrt && srtStreamId == null && (dropSrt || cleared("streamId") || key != null),
        isSrt ? secret(passphrase) : null,
        isSrt && passphrase == null && (dropSrt || cleared("passphrase")),
        isSrt ? latency : null,
        isSrt && latency == null && (dropSrt || cleared("latencyMillis")));
  }

  private boolean cleared(String name) {
    return srt != null && srt.isNull(name);
  }

  /**
   * The stream id that came as key or in the URL: a secret, unlike the one given in {@code srt}.
   */
  private @Nullable String hiddenStreamId(DestinationUrl parsed) {
    return srtStreamId == null ? parsed.srt().streamId() : null;
  }

  private void checkSrt(boolean isSrt) {
    if (!isSrt && srt != null) {
      fields.reject("srt", "is for srt:// URLs only");
    } else if (srtStreamId != null && streamKey != null) {
      fields.reject("streamKey", "and srt.streamId are the same thing to SRT: give one of the two");
    }
  }

  private SrtSettings settings() {
    return new SrtSettings(srtStreamId, srtPassphrase, srtLatencyMillis);
  }

  private void checkStreamId(String key) {
    try {
      SrtSettings _ = new SrtSettings(key, null, null);
    } catch (InvalidDestinationException e) {
      fields.reject("streamKey", String.valueOf(e.getMessage()));
    }
  }

  private void checkPassphrase(String passphrase) {
    try {
      SrtSettings _ = new SrtSettings(null, passphrase, null);
    } catch (InvalidDestinationException e) {
      reject(e);
    }
  }

  private void reject(InvalidDestinationException e) {
    boolean ofKey = e.field().equals("srt.streamId") && srtStreamId == null;
    fields.reject(
        ofKey && streamKey != null ? "streamKey" : ofKey ? "url" : e.field(),
        String.valueOf(e.getMessage()));
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }
}
