package dev.sluice.push.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Short recordings to be sources of, each made once in a test run and deleted at its end.
 *
 * <p>Pictures are 320x180 at 30 frames with a key frame each second, sound is a tone of 440 Hz at
 * 48 kHz, both 10 s long. Two codecs have no encoder in the jar: {@code hevc} and {@code
 * h264-bframes} (frames shown in another order than coded) are 64x64 at 10 frames for 2 s.
 */
public final class Clips {
  private static final ConcurrentMap<String, Path> MADE = new ConcurrentHashMap<>();

  private Clips() {}

  /** H.264 and AAC in FLV, what most broadcasters send. */
  public static Path h264Aac() {
    return of("flv", "h264", "aac");
  }

  /**
   * A clip in a container.
   *
   * @param container by file extension: {@code flv}, {@code ts}, {@code mp4}
   * @param codecs of {@code h264}, {@code h264-bframes}, {@code hevc}, {@code av1}, {@code mpeg2},
   *     {@code aac}, {@code mp3} (44.1 kHz), {@code opus}
   */
  public static Path of(String container, String... codecs) {
    return lasting(10, container, codecs);
  }

  /** The same, of another length in seconds; not of the two without an encoder. */
  public static Path lasting(int seconds, String container, String... codecs) {
    return MADE.computeIfAbsent(
        String.join("-", codecs) + "-" + seconds + "." + container,
        name -> encode(name, seconds, List.of(codecs)));
  }

  private static Path encode(String name, int seconds, List<String> codecs) {
    try {
      Path folder = Files.createTempDirectory("sluice-clip-");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve(name);
      file.toFile().deleteOnExit();
      List<String> all = new ArrayList<>();
      for (String codec : codecs) {
        all.addAll(input(codec, folder));
      }
      for (String codec : codecs) {
        all.addAll(encoder(codec));
      }
      boolean fixture = codecs.contains("hevc") || codecs.contains("h264-bframes");
      all.addAll(List.of("-t", fixture ? "2" : Integer.toString(seconds), file.toString()));
      Ffmpeg.run(all.toArray(String[]::new));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> input(String codec, Path folder) throws IOException {
    return switch (codec) {
      case "h264", "av1", "mpeg2" -> List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30");
      case "hevc" -> List.of("-framerate", "10", "-f", "hevc", "-i", fixture("hevc", folder));
      case "h264-bframes" ->
          List.of("-framerate", "10", "-f", "h264", "-i", fixture("h264-bframes", folder));
      case "mp3" -> List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100");
      default -> List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000");
    };
  }

  private static List<String> encoder(String codec) {
    return switch (codec) {
      case "h264" -> List.of("-c:v", "libopenh264", "-b:v", "500k", "-g", "30");
      case "av1" -> List.of("-c:v", "libsvtav1", "-preset", "12", "-g", "30");
      case "mpeg2" -> List.of("-c:v", "mpeg2video", "-g", "30");
      case "hevc" -> List.of("-c:v", "copy", "-bsf:v", "setts=ts=N/10/TB");
      case "h264-bframes" ->
          List.of("-c:v", "copy", "-bsf:v", "setts=dts=N/10/TB:pts=NOPTS,dts2pts");
      case "aac" -> List.of("-c:a", "aac", "-b:a", "96k");
      case "mp3" -> List.of("-c:a", "libmp3lame", "-b:a", "96k");
      case "opus" -> List.of("-c:a", "libopus", "-b:a", "96k");
      default -> throw new IllegalArgumentException(codec);
    };
  }

  /** The decoded fixture's path. */
  private static String fixture(String name, Path folder) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Clips.class.getResourceAsStream(name + ".base64"), name)) {
      Path file = folder.resolve(name);
      Files.write(file, Base64.getMimeDecoder().decode(text.readAllBytes()));
      file.toFile().deleteOnExit();
      return file.toString();
    }
  }
}
