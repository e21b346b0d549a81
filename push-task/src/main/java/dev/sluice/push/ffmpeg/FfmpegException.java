package dev.sluice.push.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** A call into FFmpeg failed. The message names the call and FFmpeg's text for the code: no URL. */
public final class FfmpegException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TEXT_BYTES = 128;

  private final int code;
  private final String logLines;

  FfmpegException(String call, int code) {
    super(call + ": " + text(code));
    this.code = code;
    this.logLines = NativeLog.lines();
  }

  /** What FFmpeg's error code means. */
  public ErrorKind kind() {
    return ErrorKind.of(code);
  }

  /**
   * What FFmpeg logged on this thread before it failed, which often tells more than the code; may
   * hold parts of a URL, so it is for telling causes apart and never for showing.
   */
  public String logLines() {
    return logLines;
  }

  /** The code itself, or an exception where it is negative. */
  static int check(String call, int code) throws FfmpegException {
    if (code < 0) {
      throw new FfmpegException(call, code);
    }
    return code;
  }

  private static String text(int code) {
    byte[] text = new byte[TEXT_BYTES];
    avutil.av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
