package dev.sluice.push.testing;

import dev.sluice.wire.amf.Amf0Encoder;
import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.rtmp.ChunkEncoder;
import dev.sluice.wire.rtmp.RtmpMessage;
import java.nio.ByteBuffer;
import java.util.Map;

/** A load balancer's answer to connect: not here, but there. */
final class RedirectAnswer {
  private static final int COMMAND_CHUNK_STREAM = 3;
  private static final int COMMAND_AMF0 = 20;
  private static final int FIRST_CHUNK_SIZE = 128;

  private RedirectAnswer() {}

  /** The bytes, for a server that has said nothing since the handshake. */
  static ByteBuffer to(String url) {
    AmfValue ex = new AmfValue.Obj(Map.of("code", AmfValue.of(302), "redirect", AmfValue.of(url)));
    ByteBuffer body =
        Amf0Encoder.encode(
            AmfValue.of("_error"),
            AmfValue.of(1),
            AmfValue.NULL,
            new AmfValue.Obj(
                Map.of(
                    "level", AmfValue.of("error"),
                    "code", AmfValue.of("NetConnection.Connect.Rejected"),
                    "description", AmfValue.of("Connection failed"),
                    "ex", ex)));
    ChunkEncoder encoder = new ChunkEncoder(FIRST_CHUNK_SIZE);
    ByteBuffer out = ByteBuffer.allocate(encoder.maxEncodedLength(body.remaining()));
    encoder.encode(COMMAND_CHUNK_STREAM, new RtmpMessage(COMMAND_AMF0, 0, 0, body), out);
    return out.flip();
  }
}
