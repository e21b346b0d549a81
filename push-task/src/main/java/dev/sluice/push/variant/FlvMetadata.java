package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.TrackFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of onMetaData. (Flash Video File Format Specification 10.1, E.5; codec ids of
 * enhanced codecs are their FourCC as a number: Enhanced RTMP v2, "Metadata Message".)
 */
final class FlvMetadata {
  private static final Map<String, Integer> VIDEO_IDS =
      Map.of("h264", 7, "hevc", fourCc("hvc1"), "av1", fourCc("av01"));
  private static final Map<String, Integer> AUDIO_IDS =
      Map.of("aac", 10, "mp3", 2, "opus", fourCc("Opus"));
  private static final double SAMPLE_BITS = 16;

  private FlvMetadata() {}

  static Map<String, Object> of(Tracks tracks) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("encoder", "Sluice");
    if (tracks.video() != null) {
      putVideo(properties, tracks.video());
    }
    if (tracks.audio() != null) {
      putAudio(properties, tracks.audio());
    }
    return properties;
  }

  private static void putVideo(Map<String, Object> properties, TrackFormat video) {
    putId(properties, "videocodecid", VIDEO_IDS.get(video.codec()));
    if (video.width() > 0 && video.height() > 0) {
      properties.put("width", (double) video.width());
      properties.put("height", (double) video.height());
    }
    if (video.frameRate() > 0) {
      properties.put("framerate", video.frameRate());
    }
  }

  private static void putAudio(Map<String, Object> properties, TrackFormat audio) {
    putId(properties, "audiocodecid", AUDIO_IDS.get(audio.codec()));
    properties.put("audiosamplerate", (double) audio.sampleRate());
    properties.put("audiosamplesize", SAMPLE_BITS);
    properties.put("stereo", audio.channels() == 2);
    properties.put("audiochannels", (double) audio.channels());
  }

  private static void putId(
      Map<String, Object> properties, String name, @Nullable Integer codecId) {
    if (codecId != null) {
      properties.put(name, codecId.doubleValue());
    }
  }

  private static int fourCc(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getInt();
  }
}
