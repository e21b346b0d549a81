package dev.sluice.wire.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The settings of an SRT caller, checked. Cannot be printed: stream id and passphrase are secrets.
 *
 * @param streamId the stream id of the handshake, as typed; null for none; at most 512 bytes
 *     (draft-sharabayko-srt-01, section 3.2.1.3)
 * @param passphrase 10 to 79 bytes, or null for a connection that is not encrypted
 * @param latencyMillis the receiver's buffer asked for, 0 to 15,000 ms; null for SRT's own 120 ms
 */
public record SrtSettings(
    @Nullable String streamId, @Nullable String passphrase, @Nullable Integer latencyMillis) {
  /** No network needs more; and every latency meant in microseconds lies above it. */
  public static final int MAX_LATENCY_MILLIS = 15_000;

  /** The protocol's limit on a stream id. */
  public static final int MAX_STREAM_ID_BYTES = 512;

  /** No stream id, no passphrase, the default latency. */
  public static final SrtSettings NONE = new SrtSettings(null, null, null);

  private static final int MIN_PASSPHRASE_BYTES = 10;
  private static final int MAX_PASSPHRASE_BYTES = 79;

  /**
   * @throws InvalidDestinationException when a setting is out of its range
   */
  public SrtSettings {
    if (streamId != null) {
      Typed.requirePrintable("srt.streamId", streamId);
      if (streamId.getBytes(UTF_8).length > MAX_STREAM_ID_BYTES) {
        throw new InvalidDestinationException(
            "srt.streamId", "The stream id is longer than SRT's limit of 512 bytes.");
      }
    }
    if (passphrase != null) {
      Typed.requirePrintable("srt.passphrase", passphrase);
      int length = passphrase.getBytes(UTF_8).length;
      if (length < MIN_PASSPHRASE_BYTES || length > MAX_PASSPHRASE_BYTES) {
        throw new InvalidDestinationException(
            "srt.passphrase",
            "An SRT passphrase has 10 to 79 characters; this one has " + length + ".");
      }
    }
    if (latencyMillis != null && (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS)) {
      throw new InvalidDestinationException(
          "srt.latencyMillis",
          "The latency is in milliseconds, 0 to 15000. FFmpeg and OBS write microseconds: divide"
              + " theirs by 1000.");
    }
  }

  /** These settings, with each one that {@code stronger} has put in its place. */
  public SrtSettings overriddenBy(SrtSettings stronger) {
    return new SrtSettings(
        stronger.streamId == null ? streamId : stronger.streamId,
        stronger.passphrase == null ? passphrase : stronger.passphrase,
        stronger.latencyMillis == null ? latencyMillis : stronger.latencyMillis);
  }

  /** Which settings are there, never what they are. */
  @Override
  public String toString() {
    return "SrtSettings[streamId=%s, passphrase=%s, latencyMillis=%s]"
        .formatted(mask(streamId), mask(passphrase), latencyMillis);
  }

  private static String mask(@Nullable String secret) {
    return secret == null ? "none" : "***";
  }
}
