package dev.sluice.local.demo.receiver;

import dev.sluice.local.demo.picture.FrameCode;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ffmpeg process that waits for one connection, decodes what comes, and prints for each picture
 * and piece of sound when it is due and its hash. It ends with the connection.
 */
final class Decoder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Decoder.class);

  private final Process process;
  private final FrameLog log;

  private Decoder(Process process, FrameLog log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the process.
   *
   * @param input the options and URL by which it listens
   * @throws IOException if it cannot be started
   */
  static Decoder start(String name, ProcessGuard guard, FrameLog log, List<String> input)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-loglevel", "error"));
    arguments.addAll(input);
    arguments.addAll(List.of("-map", "0:v", "-vf", FrameCode.FILTER));
    arguments.addAll(words("-fps_mode passthrough -enc_time_base:v 1:1000 -c:v rawvideo"));
    arguments.addAll(words("-map 0:a -c:a pcm_s16le -flush_packets 1 -f framemd5 pipe:1"));
    ProcessBuilder command = FfmpegProgram.ffmpeg(arguments);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    Decoder decoder = new Decoder(guard.start(command), log);
    Thread.ofVirtual().name("decoder-" + name).start(decoder::read);
    return decoder;
  }

  FrameLog log() {
    return log;
  }

  Process process() {
    return process;
  }

  /** Ends the process at once. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(log::line);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a decoder's output broke off", e);
    } finally {
      log.end();
    }
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }
}
