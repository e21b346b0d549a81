package dev.sluice.bench.micro;

import dev.sluice.wire.rtmp.MediaChunks;
import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.PublishRequest;
import dev.sluice.wire.rtmp.StreamHeaders;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One message into RTMP chunks, as is done once for all targets of a variant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChunkEncoderBenchmark {
  /** Of the message: sound, a frame of 6 Mbps, a key frame. */
  @Param({"180", "25000", "120000"})
  public int bytes;

  /** What is announced to targets, and what FFmpeg and OBS announce. */
  @Param({"65536", "4096"})
  public int chunkSize;

  private MediaChunks chunks = new MediaChunks(PublishRequest.MAX_CHUNK_SIZE, 0);
  private ByteBuffer message = ByteBuffer.allocate(0);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private long millis;

  /** Once for each set of parameters. */
  @Setup
  public void make() {
    chunks = new MediaChunks(chunkSize, 0);
    chunks.headers(new StreamHeaders(ByteBuffer.allocate(0), ByteBuffer.allocate(50), null));
    millis = 0;
    message = ByteBuffer.allocateDirect(bytes).asReadOnlyBuffer();
    out = ByteBuffer.allocate(chunks.maxEncodedLength(bytes));
  }

  /** The whole of it. */
  @Benchmark
  public ByteBuffer encode() {
    millis += 33;
    chunks.encode(MessageType.VIDEO, millis, message.clear(), out.clear());
    return out;
  }
}
