package dev.sluice.local.demo.receiver;

import java.util.List;

/**
 * A stand-in for a platform: takes connections on 127.0.0.1 one after the other, each decoded by an
 * ffmpeg process of its own. Thread-safe.
 */
public interface Receiver extends AutoCloseable {

  /** The URL a target is made of, without its key. */
  String url();

  /** What has been decoded so far on each connection, oldest first. */
  List<Reception> receptions();

  /** Ends it and its processes. */
  @Override
  void close();
}
