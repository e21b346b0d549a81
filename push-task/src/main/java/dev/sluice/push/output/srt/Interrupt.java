package dev.sluice.push.output.srt;

import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends whatever FFmpeg is waiting for on behalf of one target. The owner closes it after FFmpeg has
 * let go of it; {@link #raise} is safe from any thread before that.
 */
final class Interrupt implements AutoCloseable {
  /**
   * One for all targets: JavaCPP has native stubs for only ten callbacks of a type. Each target is
   * told apart by the flag that its callback is handed. FFmpeg asks every 100 ms while it waits.
   */
  private static final Flag CALLBACK = new Flag();

  private final IntPointer raised = new IntPointer(1).put(0);
  private final AVIOInterruptCB callback = new AVIOInterruptCB().callback(CALLBACK).opaque(raised);
  private boolean closed;

  /** What to hand to FFmpeg. */
  AVIOInterruptCB callback() {
    return callback;
  }

  synchronized void raise() {
    if (!closed) {
      raised.put(1);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    callback.close();
    raised.close();
  }

  private static final class Flag extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      return new IntPointer(opaque).get();
    }
  }
}
