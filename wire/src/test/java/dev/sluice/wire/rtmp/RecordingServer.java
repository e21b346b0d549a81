package dev.sluice.wire.rtmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers what a server session told, and answers as it is set to. */
final class RecordingServer implements ServerListener {
  Consumer<StreamReply> connectAnswer = StreamReply::accept;
  Consumer<StreamReply> publishAnswer = StreamReply::accept;
  Consumer<StreamReply> playAnswer = StreamReply::accept;
  @Nullable StreamRequest connect;
  @Nullable StreamRequest publish;
  @Nullable StreamRequest play;
  @Nullable String protocolError;
  final List<RtmpMessage> media = new ArrayList<>();
  int ended;
  long acknowledged;

  @Override
  public void onConnect(StreamRequest request, StreamReply reply) {
    connect = request;
    connectAnswer.accept(reply);
  }

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    publish = request;
    publishAnswer.accept(reply);
  }

  @Override
  public void onPlay(StreamRequest request, StreamReply reply) {
    play = request;
    playAnswer.accept(reply);
  }

  @Override
  public void onMedia(RtmpMessage message) {
    media.add(message);
  }

  @Override
  public void onStreamEnded() {
    ended++;
  }

  @Override
  public void onProtocolError(String message) {
    protocolError = message;
  }

  @Override
  public void onAcknowledged(long bytes) {
    acknowledged = bytes;
  }
}
