package dev.sluice.local.testing;

import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ffmpeg -re} publishing a file. */
public final class Encoder implements AutoCloseable {

  private final Process process;
  private final Path words;

  private Encoder(Process process, Path words) {
    this.process = process;
    this.words = words;
  }

  /** A file to publish: 25 pictures a second, a key frame each second, a tone. */
  public static Path file(Path folder, int seconds) throws Exception {
    Path file = folder.resolve("source.flv");
    List<String> arguments =
        List.of(
            ("-nostdin -loglevel error -f lavfi -i testsrc2=size=320x180:rate=25"
                    + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t %d"
                    + " -c:v libopenh264 -b:v 500k -g 25 -c:a aac -b:a 96k -y %s")
                .formatted(seconds, file)
                .split(" "));
    Process made = FfmpegProgram.ffmpeg(arguments).inheritIO().start();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      made.destroyForcibly();
      throw new IOException("no file to publish was made");
    }
    return file;
  }

  /** Publishes a file in real time, once. */
  public static Encoder publish(Path file, String url) throws IOException {
    Path words = Files.createTempFile(file.getParent(), "encoder", ".log");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-nostdin", "-loglevel", "error", "-re", "-i", file.toString()));
    arguments.addAll(List.of("-c", "copy", "-f", "flv", url));
    Process process =
        FfmpegProgram.ffmpeg(arguments)
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    return new Encoder(process, words);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it said, once it has ended within some seconds. */
  public String lastWords(int seconds) throws Exception {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IOException("it still publishes");
    }
    return Files.readString(words);
  }

  /** Ends it as Ctrl-C does: it unpublishes first. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Ends it without a goodbye. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
