package dev.sluice.push.ffmpeg;

import org.bytedeco.ffmpeg.global.avutil;

/** The kinds of FFmpeg's error codes that a person is told apart. */
public enum ErrorKind {
  REFUSED,
  TIMED_OUT,
  /** The {@link Interrupt} ended the call. */
  INTERRUPTED,
  UNAUTHORIZED,
  NOT_FOUND,
  NOT_MEDIA,
  OTHER;

  // Of errno, which differs between systems: Linux, macOS.
  private static final int ECONNREFUSED_LINUX = 111;
  private static final int ECONNREFUSED_MACOS = 61;
  private static final int ETIMEDOUT_LINUX = 110;
  private static final int ETIMEDOUT_MACOS = 60;

  static ErrorKind of(int code) {
    if (code == avutil.AVERROR_EXIT) {
      return INTERRUPTED;
    }
    if (code == avutil.AVERROR_HTTP_UNAUTHORIZED || code == avutil.AVERROR_HTTP_FORBIDDEN) {
      return UNAUTHORIZED;
    }
    if (code == avutil.AVERROR_HTTP_NOT_FOUND) {
      return NOT_FOUND;
    }
    if (code == avutil.AVERROR_INVALIDDATA) {
      return NOT_MEDIA;
    }
    return switch (-code) {
      case ECONNREFUSED_LINUX, ECONNREFUSED_MACOS -> REFUSED;
      case ETIMEDOUT_LINUX, ETIMEDOUT_MACOS -> TIMED_OUT;
      default -> OTHER;
    };
  }
}
