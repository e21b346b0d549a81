package dev.sluice.push.ffmpeg;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's own log. FFmpeg writes URLs, keys in them, into its lines, so its default of standard
 * error is switched off at once and what is kept is masked ({@link LogMask}).
 *
 * <p>Only errors cross from native code to Java: a line costs a call back into the JVM, and the
 * lower levels write several for each packet.
 */
final class NativeLog {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLog.class);
  private static final int KEPT_CHARACTERS = 2_000;
  private static final ThreadLocal<StringBuilder> LINES =
      ThreadLocal.withInitial(StringBuilder::new);

  private static final ThreadLocal<LogMask> MASK = ThreadLocal.withInitial(() -> LogMask.of(""));

  /** Referenced for ever: native code calls it until the process ends. */
  private static final LogCallback CALLBACK =
      new LogCallback() {
        @Override
        public void call(int level, BytePointer message) {
          if (level <= avutil.AV_LOG_ERROR) {
            String line = message.getString().strip();
            keep(line);
            LOG.debug("ffmpeg: {}", MASK.get().mask(line));
          }
        }
      };

  private NativeLog() {}

  /** Takes the log over; does nothing when that is done already. */
  static void install() {
    Installed.ensure();
  }

  /** The first errors of this thread since {@link #forget}; unmasked. */
  static String lines() {
    return LINES.get().toString();
  }

  static void forget() {
    LINES.get().setLength(0);
  }

  /** From now on this thread's lines are about this URL. */
  static void about(String url) {
    MASK.set(LogMask.of(url));
  }

  private static void keep(String line) {
    StringBuilder lines = LINES.get();
    if (lines.length() + line.length() < KEPT_CHARACTERS) {
      lines.append(line).append('\n');
    }
  }

  private static final class Installed {
    static {
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      avutil.setLogCallback(CALLBACK);
    }

    static void ensure() {}
  }
}
