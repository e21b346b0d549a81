package dev.sluice.push.source;

import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.variant.MediaPacket;
import dev.sluice.push.variant.Variants;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries packets from one opened source after the other to the variants, on one time line. Owned
 * by the source's thread.
 */
final class SourcePump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourcePump.class);

  private final String streamId;
  private final SourceOptions options;
  private final Variants variants;
  private final LossReport report;
  private final Consumer<Duration> pause;
  private final Timeline timeline;
  private final SourceMeter meter;
  private final Packet packet = new Packet();
  private final MediaPacket placed = new MediaPacket(packet);

  /**
   * Makes a pump.
   *
   * @param streamId for the log
   * @param pause waits, or less when the source is closed
   */
  SourcePump(
      String streamId,
      SourceOptions options,
      Variants variants,
      LossReport report,
      Consumer<Duration> pause) {
    this.streamId = streamId;
    this.options = options;
    this.variants = variants;
    this.report = report;
    this.pause = pause;
    timeline = new Timeline(options.nanoTime());
    meter = new SourceMeter(options.nanoTime());
  }

  /** Carries one opened source to its end, and tells why it ended. */
  SourceFailure run(SourceReader reader) {
    timeline.reopened();
    meter.restart();
    variants.source(reader.tracks());
    report.flowing(meter.describe(reader.tracks()));
    Pacer pacer = reader.isPlaylist() ? new Pacer(options.nanoTime()) : null;
    SourceFailure end = reader.read(packet);
    while (end == null) {
      try {
        carry(reader, pacer);
      } catch (FfmpegException e) {
        LOG.debug(
            "streamId={} direction=in a packet of the source was broken: {}",
            streamId,
            e.getMessage());
      }
      end = reader.read(packet);
    }
    return end;
  }

  @Override
  public void close() {
    packet.close();
  }

  private void carry(SourceReader reader, @Nullable Pacer pacer) throws FfmpegException {
    boolean changed = reader.foundMore();
    TrackReader track = reader.trackOf(packet);
    if (track == null || !track.prepare(packet)) {
      return;
    }
    changed |= track.takeParameters(packet);
    if (changed) {
      variants.source(reader.tracks());
    }
    boolean video = reader.isVideo(track);
    boolean keyFrame = video && packet.isKeyFrame();
    timeline.place(video, track.ticks(packet.dts()), track.ticks(packet.pts()));
    if (meter.count(video, keyFrame, packet.size(), timeline.dtsTicks()) || changed) {
      report.described(meter.describe(reader.tracks()));
    }
    if (pacer != null) {
      pause.accept(pacer.delay(timeline.dtsTicks()));
    }
    variants.packet(placed.place(video, keyFrame, timeline.dtsTicks(), timeline.ptsTicks()));
  }
}
