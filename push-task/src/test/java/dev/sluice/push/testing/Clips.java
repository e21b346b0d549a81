package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Short recordings to be sources of, each made once in a test run and deleted at its end. Their
 * names tell what they hold: pictures of 320x180 at 30 frames, a key frame each second.
 * Thread-safe.
 */
public final class Clips {
  private static final ConcurrentMap<String, Path> MADE = new ConcurrentHashMap<>();

  private Clips() {}

  /** 10 s of H.264 and AAC (48 kHz mono). */
  public static Path h264Aac() {
    return make("h264-aac.flv", List.of("h264", "aac"));
  }

  /** The same in MPEG-TS. */
  public static Path h264AacTs() {
    return make("h264-aac.ts", List.of("h264", "aac"));
  }

  /** 10 s of H.264 without sound. */
  public static Path h264Only() {
    return make("h264.flv", List.of("h264"));
  }

  /** 10 s of AAC without pictures. */
  public static Path aacOnly() {
    return make("aac.flv", List.of("aac"));
  }

  private static Path make(String name, List<String> codecs) {
    return MADE.computeIfAbsent(name, absent -> encode(absent, codecs));
  }

  private static Path encode(String name, List<String> codecs) {
    try {
      Path folder = Files.createTempDirectory("sluice-clip-");
      Path file = folder.resolve(name);
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      List<String> inputs = new ArrayList<>();
      List<String> encoders = new ArrayList<>();
      for (String codec : codecs) {
        inputs.addAll(List.of("-f", "lavfi", "-i", input(codec)));
        encoders.addAll(encoder(codec));
      }
      List<String> all = new ArrayList<>(inputs);
      all.addAll(encoders);
      all.addAll(List.of("-t", "10", file.toString()));
      Ffmpeg.run(all.toArray(String[]::new));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String input(String codec) {
    return switch (codec) {
      case "h264" -> "testsrc2=size=320x180:rate=30";
      default -> "sine=frequency=440:sample_rate=48000";
    };
  }

  private static List<String> encoder(String codec) {
    return switch (codec) {
      case "h264" -> List.of("-c:v", "libopenh264", "-b:v", "500k", "-g", "30");
      case "aac" -> List.of("-c:a", "aac", "-b:a", "96k");
      default -> throw new IllegalArgumentException(codec);
    };
  }
}
