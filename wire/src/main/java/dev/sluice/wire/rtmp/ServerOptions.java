package dev.sluice.wire.rtmp;

import java.util.List;

/**
 * How a {@link ServerSession} presents itself.
 *
 * @param chunkSize bytes per chunk that it sends, 1 to 65,536
 * @param windowAckSize bytes after which it wants, and gives, acknowledgements
 * @param fourCcs enhanced codecs that it says it takes; empty: it knows nothing of enhanced RTMP
 */
public record ServerOptions(int chunkSize, int windowAckSize, List<String> fourCcs) {
  /**
   * Chunks of 65,536 bytes, a window of 2,500,000 bytes, HEVC, AV1 and Opus taken. FFmpeg reads
   * each chunk with two system calls for its header and two for its content.
   */
  public static final ServerOptions DEFAULT =
      new ServerOptions(PublishRequest.MAX_CHUNK_SIZE, 2_500_000, List.of("hvc1", "av01", "Opus"));

  /** Checks the sizes. */
  public ServerOptions {
    fourCcs = List.copyOf(fourCcs);
    if (chunkSize < 1 || chunkSize > PublishRequest.MAX_CHUNK_SIZE) {
      throw new IllegalArgumentException("chunk size out of range: " + chunkSize);
    }
    if (windowAckSize < 1) {
      throw new IllegalArgumentException("window out of range: " + windowAckSize);
    }
  }

  /** What a client sees that said nothing of enhanced RTMP. */
  ServerOptions withoutEnhanced() {
    return new ServerOptions(chunkSize, windowAckSize, List.of());
  }
}
