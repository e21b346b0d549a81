package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts messages together from chunks (Adobe RTMP 1.0, section 5.3), however the bytes are cut. Set
 * Chunk Size and Abort are obeyed here and not handed on. Memory is bounded: by message, by the
 * number of chunk streams, and by what is unfinished over all of them; it grows with bytes
 * received, not with lengths announced. Not thread-safe.
 */
public final class ChunkDecoder {
  /** Most chunk streams in use at once. */
  public static final int MAX_CHUNK_STREAMS = 64;

  private static final int MAX_UNFINISHED_BYTES = 32 * 1024 * 1024;
  private static final int INITIAL_CHUNK_SIZE = 128;

  private final MessageHandler handler;
  private final Map<Integer, IncomingMessage> streams = new HashMap<>();
  private final ChunkHeader header = new ChunkHeader(this::stream);
  private int chunkSize = INITIAL_CHUNK_SIZE;
  private int bodyBytesLeft;
  private boolean inBody;

  /**
   * @param handler gets the messages
   */
  public ChunkDecoder(MessageHandler handler) {
    this.handler = handler;
  }

  /**
   * Takes bytes; all of them are consumed.
   *
   * @throws RtmpProtocolException when they are not chunks, exceed a bound, or the handler stops;
   *     this decoder is of no use afterwards
   */
  public void decode(ByteBuffer in) throws RtmpProtocolException {
    while (in.hasRemaining()) {
      if (inBody) {
        body(in);
      } else if (header.read(in)) {
        beginBody();
      }
    }
  }

  private void beginBody() throws RtmpProtocolException {
    IncomingMessage message = header.message();
    bodyBytesLeft = Math.min(chunkSize, message.bytesLeft());
    inBody = true;
    ByteBuffer pushedBack = header.finish();
    if (bodyBytesLeft == 0) {
      endBody(message);
    }
    decode(pushedBack);
  }

  private void body(ByteBuffer in) throws RtmpProtocolException {
    IncomingMessage message = header.message();
    int part = Math.min(bodyBytesLeft, in.remaining());
    boolean grew = message.append(in, part);
    bodyBytesLeft -= part;
    if (grew && unfinishedBytes() > MAX_UNFINISHED_BYTES) {
      throw new RtmpProtocolException("too many unfinished messages at once");
    }
    if (bodyBytesLeft == 0) {
      endBody(message);
    }
  }

  private void endBody(IncomingMessage message) throws RtmpProtocolException {
    inBody = false;
    if (message.bytesLeft() == 0) {
      RtmpMessage whole = message.take();
      switch (whole.type()) {
        case MessageType.SET_CHUNK_SIZE -> chunkSize = newChunkSize(whole);
        case MessageType.ABORT -> abort(whole);
        default -> handler.onMessage(whole);
      }
    }
  }

  private IncomingMessage stream(int csid) throws RtmpProtocolException {
    IncomingMessage message = streams.get(csid);
    if (message == null) {
      if (streams.size() >= MAX_CHUNK_STREAMS) {
        throw new RtmpProtocolException("more than 64 chunk streams");
      }
      message = new IncomingMessage();
      streams.put(csid, message);
    }
    return message;
  }

  private long unfinishedBytes() {
    long bytes = 0;
    for (IncomingMessage message : streams.values()) {
      bytes += message.allocatedBytes();
    }
    return bytes;
  }

  private static int newChunkSize(RtmpMessage message) throws RtmpProtocolException {
    int size = message.payload().remaining() < 4 ? 0 : message.payload().getInt(0);
    if (size < 1) {
      throw new RtmpProtocolException("a chunk size that is not a positive number");
    }
    return size;
  }

  private void abort(RtmpMessage message) throws RtmpProtocolException {
    if (message.payload().remaining() < 4) {
      throw new RtmpProtocolException("an Abort message that is too short");
    }
    IncomingMessage unfinished = streams.get(message.payload().getInt(0));
    if (unfinished != null) {
      unfinished.discard();
    }
  }
}
