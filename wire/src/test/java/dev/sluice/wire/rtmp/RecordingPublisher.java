package dev.sluice.wire.rtmp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a publish session told. */
final class RecordingPublisher implements PublishListener {
  @Nullable PeerCapabilities accepted;
  @Nullable Refusal refused;
  @Nullable Refusal closed;
  @Nullable PublishRequest next;
  final List<Duration> pings = new ArrayList<>();
  long acknowledged;

  @Override
  public void onPublishAccepted(PeerCapabilities capabilities) {
    accepted = capabilities;
  }

  @Override
  public void onRefused(Refusal refusal) {
    refused = refusal;
  }

  @Override
  public void onReconnectNeeded(PublishRequest request) {
    next = request;
  }

  @Override
  public void onClosedByPeer(Refusal refusal) {
    closed = refusal;
  }

  @Override
  public void onPingAnswered(Duration roundTrip) {
    pings.add(roundTrip);
  }

  @Override
  public void onAcknowledged(long bytes) {
    acknowledged = bytes;
  }
}
