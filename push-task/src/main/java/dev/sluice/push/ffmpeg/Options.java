package dev.sluice.push.ffmpeg;

import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avutil;

/** An AVDictionary of options, freed when closed. FFmpeg takes out of it what it knows. */
final class Options implements AutoCloseable {
  private final AVDictionary dictionary = new AVDictionary(null);

  Options(Map<String, String> options) {
    options.forEach((name, value) -> avutil.av_dict_set(dictionary, name, value, 0));
    NativeCount.created();
  }

  AVDictionary raw() {
    return dictionary;
  }

  @Override
  public void close() {
    avutil.av_dict_free(dictionary);
    NativeCount.freed();
  }
}
