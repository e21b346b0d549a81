package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;

/** Muxes packets into one container's units. One thread at a time; owns native objects. */
interface ContainerMuxer extends AutoCloseable {
  /** What a target must know first; codecs are those of the tracks that are carried. */
  VariantHeaders headers();

  /**
   * Takes over new parameters of the pictures, where the container carries them among the frames
   * and needs no new headers for them; false where it does need them.
   */
  boolean goesOnWith(TrackFormat video) throws FfmpegException;

  /**
   * Muxes a packet of a carried track and hands on the units it gives.
   *
   * @param payload a reference of the caller's own, used up
   * @param time what the packet is and when
   * @param entry whether a target may begin here
   */
  void write(Packet payload, MediaPacket time, boolean entry, VariantSink sink)
      throws FfmpegException;

  @Override
  void close();
}
