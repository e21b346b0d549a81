package dev.sluice.push.source;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.InputTrack;
import dev.sluice.push.ffmpeg.Interrupt;
import dev.sluice.push.ffmpeg.MediaInput;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.variant.Tracks;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One opened source, from its first packet to its last. Owned by the source's thread. */
final class SourceReader implements AutoCloseable {
  /** A playlist gives nothing for the length of a segment, and that is no loss. */
  private static final Duration PLAYLIST_SILENCE = Duration.ofSeconds(30);

  private final MediaInput input;
  private final Interrupt interrupt;
  private final Duration silentFor;
  private final boolean losesPackets;
  private int streamsSeen;
  private @Nullable TrackReader video;
  private @Nullable TrackReader audio;

  private SourceReader(MediaInput input, Interrupt interrupt, SourceOptions options) {
    this.input = input;
    this.interrupt = interrupt;
    // A frame that lost some MPEG-TS packets on the way is still better shown than left out.
    losesPackets = isPlaylist() || input.format().equals("mpegts");
    silentFor = isPlaylist() ? PLAYLIST_SILENCE : options.silentFor();
  }

  /** Connects and finds the tracks. */
  static SourceReader open(Secret url, SourceOptions options, Interrupt interrupt)
      throws SourceException {
    SourceProtocol protocol = SourceProtocol.of(url);
    if (protocol == null) {
      throw new SourceException(FailureReader.notAllowed());
    }
    Path trusted = protocol.usesTls() ? TrustFile.with(options.caFile()) : null;
    interrupt.expireAfter(options.openWithin());
    try {
      MediaInput input =
          MediaInput.open(url.reveal(), protocol.options(options, trusted), interrupt);
      return of(input, interrupt, options);
    } catch (FfmpegException e) {
      throw new SourceException(FailureReader.whileOpening(e, interrupt.isExpired()));
    }
  }

  /** Whether packets come a segment at a time. */
  boolean isPlaylist() {
    return input.format().equals("hls");
  }

  Tracks tracks() {
    return new Tracks(video == null ? null : video.format(), audio == null ? null : audio.format());
  }

  /** Reads the next packet, whatever track it is of; null, or why there will be none. */
  @Nullable SourceFailure read(Packet packet) {
    interrupt.expireAfter(silentFor);
    try {
      return input.read(packet) ? null : FailureReader.ended();
    } catch (FfmpegException e) {
      return FailureReader.whileReading(e, interrupt.isExpired());
    }
  }

  /** Which track the packet is of, null for one that is not taken. */
  @Nullable TrackReader trackOf(Packet packet) {
    if (packet.isDamaged() && !losesPackets) {
      // The connection broke off inside it.
      return null;
    }
    int index = packet.streamIndex();
    if (video != null && video.index() == index) {
      return video;
    }
    return audio != null && audio.index() == index ? audio : null;
  }

  boolean isVideo(TrackReader track) {
    return track == video;
  }

  /**
   * Some formats find a track only when its first packet comes, after the opening: takes it then.
   *
   * @return whether there is a track more
   */
  boolean foundMore() throws FfmpegException {
    if (input.streamCount() == streamsSeen || (video != null && audio != null)) {
      return false;
    }
    boolean hadVideo = video != null;
    boolean hadAudio = audio != null;
    chooseTracks();
    return hadVideo != (video != null) || hadAudio != (audio != null);
  }

  @Override
  public void close() {
    if (video != null) {
      video.close();
    }
    if (audio != null) {
      audio.close();
    }
    input.close();
  }

  /** Finds the tracks of an input, which it then owns, also when there are none. */
  static SourceReader of(MediaInput input, Interrupt interrupt, SourceOptions options)
      throws FfmpegException, SourceException {
    SourceReader reader = new SourceReader(input, interrupt, options);
    try {
      reader.chooseTracks();
      if (reader.video == null && reader.audio == null) {
        throw new SourceException(FailureReader.noMedia());
      }
      return reader;
    } catch (FfmpegException | SourceException e) {
      reader.close();
      throw e;
    }
  }

  private void chooseTracks() throws FfmpegException {
    streamsSeen = input.streamCount();
    InputTrack pictures = input.bestVideo();
    if (video == null && pictures != null) {
      video = new TrackReader(pictures);
    }
    InputTrack sound = input.bestAudio(pictures);
    if (audio == null && sound != null) {
      audio = new TrackReader(sound);
    }
    input.takeOnly(video == null ? -1 : video.index(), audio == null ? -1 : audio.index());
  }
}
