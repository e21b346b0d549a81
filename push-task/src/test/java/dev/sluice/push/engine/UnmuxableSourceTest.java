package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.HandFedSource;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import dev.sluice.push.variant.MediaPacket;
import dev.sluice.push.variant.Tracks;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import dev.sluice.push.variant.Variants;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;

/** What a source sends and FFmpeg cannot mux is told to the targets' owner, who would wait else. */
class UnmuxableSourceTest {
  /** A rate of which FLV knows nothing. */
  private static final TrackFormat MP3_AT_32_KHZ =
      new TrackFormat(
          false,
          avcodec.AV_CODEC_ID_MP3,
          "mp3",
          -1,
          0,
          0,
          0,
          32_000,
          2,
          1_152,
          ByteBuffer.allocate(0));

  /** Parameter sets that are cut off. */
  private static final TrackFormat BROKEN_H264 =
      new TrackFormat(
          true,
          avcodec.AV_CODEC_ID_H264,
          "h264",
          -1,
          320,
          180,
          25,
          0,
          0,
          0,
          ByteBuffer.wrap(new byte[] {1, 2, 3}));

  @Test
  void soundThatFlvCannotCarryFailsAnRtmpTargetWithTheReason() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = pulling(new Tracks(null, MP3_AT_32_KHZ))) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      assertTold(run.await("p", PushState.FAILED), "FLV");
    }
  }

  @Test
  void brokenParameterSetsFailAnSrtTargetWithTheReason() {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run = pulling(new Tracks(BROKEN_H264, null))) {
      run.apply(Specs.srt("p", peer.url()));
      assertTold(run.await("p", PushState.FAILED), "MPEGTS");
    }
  }

  private static void assertTold(PushStatus status, String container) {
    assertThat(status.reason()).isEqualTo(Reason.CODEC_UNSUPPORTED);
    assertThat(status.message()).contains("cannot be put into " + container);
  }

  /** An engine whose source sends one packet to whoever wants it. */
  private static EngineRun pulling(Tracks tracks) {
    return EngineRun.pulling(
        listener -> new HandFedSource(listener, (variant, sink) -> sendOne(tracks, variant, sink)));
  }

  private static void sendOne(Tracks tracks, VariantKey variant, VariantSink sink) {
    boolean video = tracks.video() != null;
    try (Variants variants = new Variants("stream-1");
        Packet packet = new Packet()) {
      variants.want(variant, sink);
      variants.source(tracks);
      variants.packet(new MediaPacket(packet).place(video, /* isKeyFrame= */ video, 0, 0));
    }
  }
}
