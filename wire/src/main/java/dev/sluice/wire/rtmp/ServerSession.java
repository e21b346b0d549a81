package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server's side of one RTMP connection, without the connection: takes one publisher or one
 * player. Not thread-safe: one thread at a time.
 */
public final class ServerSession {
  private enum Phase {
    STRANGER,
    CONNECTED,
    ASKED,
    PUBLISHING,
    PLAYING,
    ENDED
  }

  private static final int STREAM_ID = 1;

  private final ServerOptions options;
  private final ServerListener listener;
  private final MessageLink link;
  private Phase phase = Phase.STRANGER;
  private String app = "";
  private String tcUrl = "";

  /**
   * A session that waits for a client's handshake.
   *
   * @param nanoClock as {@link System#nanoTime}, for round trips
   */
  public ServerSession(ServerOptions options, ServerListener listener, LongSupplier nanoClock) {
    this.options = options;
    this.listener = listener;
    Handshake handshake = Handshake.server(new SplittableRandom(nanoClock.getAsLong()));
    this.link = new MessageLink(handshake, new Handler(), nanoClock, options.windowAckSize());
  }

  /** Takes bytes from the client; all of them are consumed. Never throws for what they say. */
  public void received(ByteBuffer in) {
    if (phase != Phase.ENDED) {
      try {
        link.receive(in);
      } catch (RtmpProtocolException e) {
        phase = Phase.ENDED;
        listener.onProtocolError(e.getMessage());
      }
    }
    in.position(in.limit());
  }

  /**
   * Bytes to send, in order, the caller's from now on; null when there are none. Poll until null.
   */
  public @Nullable ByteBuffer pollOutgoing() {
    return link.poll();
  }

  /** Bytes waiting to be polled: hold back when a player is slow. */
  public int outgoingBytes() {
    return link.waitingBytes();
  }

  /**
   * Sends audio, video or data to a player that was accepted, on the player's message stream.
   *
   * @return false when it was not taken: there is no player, or 32 MB wait to be polled
   */
  public boolean send(RtmpMessage message) {
    if (phase != Phase.PLAYING || link.waitingBytes() > MessageLink.MAX_WAITING_BYTES) {
      return false;
    }
    link.send(
        ChunkStreams.of(message.type()),
        new RtmpMessage(message.type(), message.timestamp(), STREAM_ID, message.payload()));
    return true;
  }

  /** Tells a player that the stream is over; send what is then polled, and close. */
  public void endPlay() {
    if (phase == Phase.PLAYING) {
      link.sendUserControl(UserControl.STREAM_EOF, STREAM_ID);
      sendStatus("status", "NetStream.Play.UnpublishNotify", "The stream is over.");
      phase = Phase.ENDED;
    }
  }

  /** Sends a status on the client's stream: how a platform ends a broadcast. */
  public void sendStatus(String level, String code, String description) {
    link.command(
        ChunkStreams.STREAM_COMMAND,
        STREAM_ID,
        AmfValue.of("onStatus"),
        AmfValue.of(0),
        AmfValue.NULL,
        ServerAnswers.status(level, code, description));
  }

  /** Asks the client for a sign of life. */
  public void ping() {
    link.ping();
  }

  private void onCommand(Command command) {
    switch (command.name()) {
      case "connect" -> onConnect(command);
      case "createStream" -> answer(command, AmfValue.of(STREAM_ID));
      case "publish" -> onPublish(command.text(1));
      case "play" -> onPlay(command.text(1));
      case "releaseStream", "getStreamLength" -> answer(command, AmfValue.of(0));
      case "FCPublish" -> answer(command, AmfValue.UNDEFINED);
      case "FCUnpublish" -> {
        answer(command, AmfValue.UNDEFINED);
        endStream();
      }
      case "closeStream", "deleteStream" -> endStream();
      case "pause" -> onPause(command.arguments().contains(AmfValue.of(true)));
      default -> {
        // what else clients call (FCSubscribe, _checkbw, setDataFrame) goes on without an answer
      }
    }
  }

  private void onConnect(Command command) {
    if (phase != Phase.STRANGER) {
      return;
    }
    phase = Phase.ASKED;
    app = command.property(0, "app");
    tcUrl = command.property(0, "tcUrl");
    boolean enhanced = command.object(0).containsKey("fourCcList");
    int transaction = command.transaction();
    listener.onConnect(
        new StreamRequest(app, tcUrl, ""),
        new OnceReply(
            () -> {
              phase = Phase.CONNECTED;
              link.sendWindowAckSize(options.windowAckSize());
              link.sendPeerBandwidth(options.windowAckSize());
              link.sendChunkSize(options.chunkSize());
              link.command(
                  ChunkStreams.COMMAND,
                  0,
                  AmfValue.of("_result"),
                  AmfValue.of(transaction),
                  ServerAnswers.server(),
                  ServerAnswers.connected(enhanced ? options : options.withoutEnhanced()));
            },
            (code, description) -> {
              link.command(
                  ChunkStreams.COMMAND,
                  0,
                  AmfValue.of("_error"),
                  AmfValue.of(transaction),
                  AmfValue.NULL,
                  ServerAnswers.status("error", code, description));
              phase = Phase.ENDED;
            }));
  }

  private void onPublish(String name) {
    if (phase == Phase.CONNECTED) {
      phase = Phase.ASKED;
      listener.onPublish(
          new StreamRequest(app, tcUrl, name),
          new OnceReply(
              () -> {
                begin(Phase.PUBLISHING);
                sendStatus("status", "NetStream.Publish.Start", "The stream is published.");
              },
              this::refuse));
    }
  }

  private void onPlay(String name) {
    if (phase == Phase.CONNECTED) {
      phase = Phase.ASKED;
      listener.onPlay(
          new StreamRequest(app, tcUrl, name),
          new OnceReply(
              () -> {
                begin(Phase.PLAYING);
                sendStatus("status", "NetStream.Play.Reset", "The playlist is reset.");
                sendStatus("status", "NetStream.Play.Start", "The stream begins.");
              },
              this::refuse));
    }
  }

  private void begin(Phase next) {
    phase = next;
    link.sendUserControl(UserControl.STREAM_BEGIN, STREAM_ID);
  }

  private void refuse(String code, String description) {
    sendStatus("error", code, description);
    phase = Phase.ENDED;
  }

  private void onPause(boolean pause) {
    String code = pause ? "NetStream.Pause.Notify" : "NetStream.Unpause.Notify";
    sendStatus("status", code, pause ? "Paused." : "Going on.");
  }

  private void endStream() {
    if (phase == Phase.PUBLISHING || phase == Phase.PLAYING) {
      boolean publishing = phase == Phase.PUBLISHING;
      phase = Phase.ENDED;
      if (publishing) {
        sendStatus("status", "NetStream.Unpublish.Success", "The stream is no longer published.");
      }
      listener.onStreamEnded();
    }
  }

  private void answer(Command command, AmfValue result) {
    link.command(
        ChunkStreams.COMMAND,
        0,
        AmfValue.of("_result"),
        AmfValue.of(command.transaction()),
        AmfValue.NULL,
        result);
  }

  private final class Handler implements LinkHandler {
    @Override
    public void onHandshakeDone() {
      // The client speaks first.
    }

    @Override
    public void onMessage(RtmpMessage message) throws RtmpProtocolException {
      if (phase == Phase.ENDED) {
        return;
      }
      if (Command.isIn(message)) {
        onCommand(Command.of(message));
      } else if (phase == Phase.PUBLISHING) {
        PublishedMessages.each(message, listener::onMedia);
      }
    }

    @Override
    public void onPingAnswered(Duration roundTrip) {
      listener.onPingAnswered(roundTrip);
    }

    @Override
    public void onAcknowledged(long bytes) {
      listener.onAcknowledged(bytes);
    }
  }
}
