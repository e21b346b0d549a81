package dev.sluice.local.demo.picture;

import dev.sluice.local.process.ProcessGuard;
import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An encoder at its work: paints the test picture in real time and lets an ffmpeg process encode it
 * (H.264, key frame every 2 s), add a sound (a tone with a beep each second, AAC) and publish it.
 */
public final class PictureSender implements AutoCloseable {

  private static final int KEY_FRAME_DISTANCE = 2 * TestPicture.FRAMES_PER_SECOND;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final Process encoder;
  private final Thread painter;
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean stopping;

  private PictureSender(Process encoder) {
    this.encoder = encoder;
    painter = Thread.ofPlatform().name("picture").daemon().unstarted(this::paint);
  }

  /**
   * Starts to publish.
   *
   * @param url any output of ffmpeg's that takes FLV: an RTMP URL, a file. It stands in the process
   *     list, key and all: only for streams that live no longer than the demo
   * @throws IOException if ffmpeg cannot be started
   */
  public static PictureSender start(ProcessGuard guard, String url) throws IOException {
    ProcessBuilder command = FfmpegProgram.ffmpeg(arguments(url));
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    PictureSender sender = new PictureSender(guard.start(command));
    sender.painter.start();
    return sender;
  }

  private static List<String> arguments(String url) {
    String size = TestPicture.WIDTH + "x" + TestPicture.HEIGHT;
    String input =
        "-nostdin -loglevel error -f rawvideo -pix_fmt yuv420p -s %s -r %d -i pipe:0"
            .formatted(size, TestPicture.FRAMES_PER_SECOND);
    String sound = "-f lavfi -i sine=frequency=330:beep_factor=4:sample_rate=48000";
    String codecs =
        "-c:v libopenh264 -b:v 1500k -g %d -c:a aac -b:a 128k -shortest -f flv -y"
            .formatted(KEY_FRAME_DISTANCE);
    List<String> arguments = new ArrayList<>();
    for (String part : List.of(input, sound, codecs)) {
      Collections.addAll(arguments, part.split(" "));
    }
    arguments.add(url);
    return arguments;
  }

  /** Frames handed to the encoder so far; they are numbered from 0. */
  public int sentFrames() {
    return sent.get();
  }

  /** Whether the encoder still publishes. */
  public boolean isAlive() {
    return encoder.isAlive();
  }

  /** Ends the picture and lets the encoder unpublish, for at most 3 s. */
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(painter);
    try {
      if (!encoder.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        encoder.destroyForcibly();
      }
      painter.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      encoder.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void paint() {
    TestPicture picture = new TestPicture();
    long start = System.nanoTime();
    try (OutputStream frames = encoder.getOutputStream()) {
      for (int number = 0; !stopping; number++) {
        long due = start + TimeUnit.MILLISECONDS.toNanos((long) number * TestPicture.FRAME_MILLIS);
        while (!stopping && due > System.nanoTime()) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        frames.write(picture.paint(number));
        frames.flush();
        sent.set(number + 1);
      }
    } catch (IOException e) {
      // The encoder has ended: its process tells.
      stopping = true;
    }
  }
}
