package dev.sluice.push.output;

import java.time.Duration;

/**
 * One attempt at pushing one variant to one target: from connecting to the end, once. Used on the
 * event loop's thread alone; nothing here blocks.
 */
public interface Output {
  /** Begins. The {@link OutputListener} hears how it goes. */
  void open();

  /**
   * The source went away or came back: the connection is kept, and {@link OutputListener#flowing}
   * is told anew once the peer takes in media sent after this.
   */
  void sourceChanged();

  /** Called several times a second: looks whether the peer still takes in what it is sent. */
  void check();

  /**
   * Takes leave of the peer and closes, by force after the deadline. Then {@link
   * OutputListener#closed} and no other call; it may come within this one.
   */
  void close(Duration deadline);

  /** Media bytes taken by this output's connection. */
  long bytesSent();

  /** Video frames that this target has missed: skipped, or lost on the way as far as is known. */
  long droppedFrames();
}
