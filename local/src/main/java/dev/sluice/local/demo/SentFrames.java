package dev.sluice.local.demo;

import dev.sluice.local.demo.picture.PictureSender;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** How many frames have been sent, for receivers that are there before the sender. Thread-safe. */
final class SentFrames implements IntSupplier {

  private volatile @Nullable PictureSender sender;

  void of(PictureSender started) {
    sender = started;
  }

  @Override
  public int getAsInt() {
    PictureSender started = sender;
    return started == null ? 0 : started.sentFrames();
  }
}
