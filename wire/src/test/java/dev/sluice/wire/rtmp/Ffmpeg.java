package dev.sluice.wire.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ffmpeg program, as a peer written by others. */
final class Ffmpeg implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;

  private Ffmpeg(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it; its words go to a file in the directory. */
  static Ffmpeg start(Path directory, String... arguments) throws IOException {
    FfmpegFolder folder = FfmpegFolder.extract(directory);
    List<String> command =
        new ArrayList<>(List.of(folder.program().toString(), "-hide_banner", "-nostdin", "-y"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(directory, "ffmpeg", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LD_LIBRARY_PATH", folder.libraryPath());
    Process process = builder.start();
    return new Ffmpeg(process, log);
  }

  /** Four seconds of H.264 and AAC, a key frame each second. */
  static Path sample(Path directory) throws Exception {
    Path file = directory.resolve("sample.flv");
    try (Ffmpeg encoder =
        start(
            directory,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x180:rate=25:duration=4",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:duration=4",
            "-c:v",
            "libopenh264",
            "-g",
            "25",
            "-b:v",
            "400k",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-b:a",
            "64k",
            "-flvflags",
            "no_duration_filesize",
            file.toString())) {
      encoder.succeeds();
    }
    return file;
  }

  /** One line per packet, as ffmpeg reads them back: stream, time, size and hash. */
  static List<String> packets(Path directory, Path file) throws Exception {
    Path hashes = Files.createTempFile(directory, "packets", ".txt");
    try (Ffmpeg reader =
        start(
            directory, "-i", file.toString(), "-c", "copy", "-f", "framemd5", hashes.toString())) {
      reader.succeeds();
    }
    try (var lines = Files.lines(hashes)) {
      return lines.filter(line -> !line.startsWith("#")).toList();
    }
  }

  /** Waits for its end, which must be a good one. */
  void succeeds() throws Exception {
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as(this::words).isTrue();
    assertThat(process.exitValue()).as(this::words).isZero();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it said so far. */
  String words() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
