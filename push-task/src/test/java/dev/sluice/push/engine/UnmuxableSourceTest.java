package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.testing.EngineRun;
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
        EngineRun run = EngineRun.pulling(l -> new Sending(l, new Tracks(null, MP3_AT_32_KHZ)))) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      assertTold(run.await("p", PushState.FAILED), "FLV");
    }
  }

  @Test
  void brokenParameterSetsFailAnSrtTargetWithTheReason() {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run = EngineRun.pulling(l -> new Sending(l, new Tracks(BROKEN_H264, null)))) {
      run.apply(Specs.srt("p", peer.url()));
      assertTold(run.await("p", PushState.FAILED), "MPEGTS");
    }
  }

  private static void assertTold(PushStatus status, String container) {
    assertThat(status.reason()).isEqualTo(Reason.CODEC_UNSUPPORTED);
    assertThat(status.message()).contains("cannot be put into " + container);
  }

  /** A source that sends one packet to whoever wants it. */
  private static final class Sending implements Source {
    private final Variants variants = new Variants("stream-1");
    private final SourceListener listener;
    private final Tracks tracks;

    Sending(SourceListener listener, Tracks tracks) {
      this.listener = listener;
      this.tracks = tracks;
    }

    @Override
    public void start() {
      listener.flowing(new SourceInfo(null, 0, 0, 0.0, null, 1000L, null, 0, 0));
    }

    @Override
    public void want(VariantKey variant, VariantSink sink) {
      variants.want(variant, sink);
      variants.source(tracks);
      try (Packet packet = new Packet()) {
        boolean video = tracks.video() != null;
        variants.packet(new MediaPacket(packet).place(video, /* isKeyFrame= */ video, 0, 0));
      }
    }

    @Override
    public void unwant(VariantKey variant) {
      variants.unwant(variant);
    }

    @Override
    public void moved(Secret url) {}

    @Override
    public void close() {
      variants.close();
    }
  }
}
