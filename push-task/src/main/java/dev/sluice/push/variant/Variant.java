package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One variant: begins at a key frame with headers, and again whenever the source's coding changes;
 * puts silence where its key asks for it. Owned by the source's thread.
 */
final class Variant implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Variant.class);

  /** How often a variant without pictures lets targets begin. */
  private static final long ENTRY_TICKS = MediaPacket.TICKS_PER_SECOND;

  private final String streamId;
  private final VariantKey key;
  private final VariantSink sink;
  private final Packet work = new Packet();
  private Tracks source;
  private boolean waiting = true;
  private @Nullable Tracks builtFor;
  private long nextEntryTicks = Long.MIN_VALUE;
  private Tracks carried = new Tracks(null, null);
  private @Nullable ContainerMuxer muxer;
  private @Nullable SilentTrack silence;

  Variant(String streamId, VariantKey key, VariantSink sink, Tracks source) {
    this.streamId = streamId;
    this.key = key;
    this.sink = sink;
    this.source = source;
  }

  /** The source was opened again, or its coding changed: goes on at the next key frame. */
  void source(Tracks now) {
    source = now;
    waiting = true;
  }

  void packet(MediaPacket packet) {
    if (waiting && !begin(packet)) {
      return;
    }
    try {
      if (silence != null) {
        silence.upTo(packet.dtsTicks(), this::write);
      }
      if (packet.isVideo() || silence == null) {
        work.refer(packet.payload());
        write(work, packet);
      }
    } catch (FfmpegException e) {
      // The muxer refused one packet (a broken one, as a rule): the next may be well again.
      LOG.debug("{} lost a packet: {}", this, e.getMessage());
    }
  }

  @Override
  public void close() {
    closeMuxer();
    work.close();
  }

  private boolean begin(MediaPacket packet) {
    boolean pictures = source.video() != null && Carriage.carries(key.container(), source.video());
    if (pictures && !(packet.isVideo() && packet.isKeyFrame())) {
      return false;
    }
    waiting = false;
    if (builtFor == null || !source.decodesAs(builtFor)) {
      builtFor = build(builtFor) ? source : null;
    }
    return true;
  }

  /** False when these tracks cannot be muxed, which the targets are told in place of headers. */
  private boolean build(@Nullable Tracks before) {
    try {
      if (before != null && goesOn(before)) {
        return true;
      }
      closeMuxer();
      silence = SilentTrack.wanted(key, source.audio());
      TrackFormat audio = silence == null ? source.audio() : silence.format();
      Tracks all = new Tracks(source.video(), audio);
      carried = all.carriedBy(key.container());
      if (carried.video() != null || carried.audio() != null) {
        muxer = key.container() == Container.FLV ? new FlvMuxer(carried) : new TsMuxer(carried);
      }
      sink.headers(named(all));
      return true;
    } catch (FfmpegException e) {
      LOG.warn("{} cannot be muxed: {}", this, e.getMessage());
      closeMuxer();
      sink.headers(
          VariantHeaders.none(
              "the source's pictures or sound cannot be put into %s: %s"
                  .formatted(key.container(), e.getMessage())));
      return false;
    }
  }

  private boolean goesOn(Tracks before) throws FfmpegException {
    return muxer != null
        && source.video() != null
        && source.audioDecodesAs(before)
        && muxer.goesOnWith(source.video());
  }

  /** The headers, naming also the codecs that the container cannot carry. */
  private VariantHeaders named(Tracks all) {
    VariantHeaders of =
        muxer == null ? new VariantHeaders(null, null, null, null, Map.of()) : muxer.headers();
    return new VariantHeaders(
        codec(all.video()), codec(all.audio()), of.videoHeader(), of.audioHeader(), of.metadata());
  }

  private void write(Packet payload, MediaPacket packet) throws FfmpegException {
    TrackFormat track = packet.isVideo() ? carried.video() : carried.audio();
    if (muxer == null || track == null) {
      payload.clear();
      return;
    }
    muxer.write(payload, packet, isEntry(packet), sink);
  }

  private boolean isEntry(MediaPacket packet) {
    if (carried.video() != null) {
      return packet.isVideo() && packet.isKeyFrame();
    }
    if (packet.dtsTicks() < nextEntryTicks) {
      return false;
    }
    nextEntryTicks = packet.dtsTicks() + ENTRY_TICKS;
    return true;
  }

  private void closeMuxer() {
    if (muxer != null) {
      muxer.close();
      muxer = null;
    }
    if (silence != null) {
      silence.close();
      silence = null;
    }
  }

  /** How the log names it. */
  @Override
  public String toString() {
    return "streamId=%s variant=%s direction=out".formatted(streamId, key);
  }

  private static @Nullable String codec(@Nullable TrackFormat format) {
    return format == null ? null : format.codec();
  }
}
