package dev.sluice.local.testing;

import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in a recorded file.
 *
 * @param errors what ffmpeg says when it decodes all of it; empty when all is well
 * @param pictureMillis the pictures' decoding times, in the file's order
 * @param soundMillis the same of the sound
 */
public record Recording(String errors, List<Double> pictureMillis, List<Double> soundMillis) {

  /** Reads and decodes a file. */
  public static Recording of(Path file) throws IOException {
    String errors =
        output(
            FfmpegProgram.ffmpeg(
                List.of(
                    ("-nostdin -loglevel error -xerror -i " + file + " -f null -").split(" "))));
    return new Recording(errors, times(file, "v"), times(file, "a"));
  }

  /** The largest step from one picture to the next. */
  public double largestGapMillis() {
    double largest = 0;
    for (int i = 1; i < pictureMillis.size(); i++) {
      largest = Math.max(largest, pictureMillis.get(i) - pictureMillis.get(i - 1));
    }
    return largest;
  }

  /** Whether no time is as early as the one before it. */
  public static boolean rises(List<Double> times) {
    for (int i = 1; i < times.size(); i++) {
      if (times.get(i) <= times.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private static List<Double> times(Path file, String stream) throws IOException {
    String text =
        output(
            FfmpegProgram.ffprobe(
                List.of(
                    ("-loglevel error -select_streams %s:0 -show_entries packet=dts_time -of"
                            + " csv=p=0 %s")
                        .formatted(stream, file)
                        .split(" "))));
    List<Double> times = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      String number = line.split(",", -1)[0].strip();
      if (!number.isEmpty() && Character.isDigit(number.charAt(0))) {
        times.add(Double.parseDouble(number) * 1000);
      }
    }
    return times;
  }

  private static String output(ProcessBuilder command) throws IOException {
    Process process = command.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // The dynamic loader's remark on a library that stands in for a missing one is no finding.
    return text.replaceAll("(?m)^.*no version information available.*\\R?", "");
  }
}
