package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's side of one RTMP connection, without the connection: bytes received go in, bytes to
 * send are polled, events go to the listener. Not thread-safe: one thread at a time.
 *
 * <p>Media does not pass through: after {@link PublishListener#onPublishAccepted} the caller sends
 * a prelude made for {@link #mediaStreamId} ({@link MediaChunks#encodePrelude}) and then shared
 * chunks, all of {@link PublishRequest#MAX_CHUNK_SIZE}. Bytes polled here may be put between two
 * messages of the media, never inside one.
 */
public final class PublishSession {
  private static final int WINDOW_ACK_BYTES = 2_500_000;
  private static final int CONNECT = 1;
  private static final int RELEASE_STREAM = 2;
  private static final int FC_PUBLISH = 3;
  private static final int CREATE_STREAM = 4;
  private static final int PUBLISH = 5;
  private static final int FC_UNPUBLISH = 6;
  private static final int DELETE_STREAM = 7;

  private final PublishRequest request;
  private final PublishListener listener;
  private final RandomGenerator random;
  private final MessageLink link;
  private final PeerWords words;
  private PublishPhase phase = PublishPhase.HANDSHAKE;
  private PeerCapabilities capabilities = PeerCapabilities.NONE;
  private int mediaStreamId;

  /**
   * @param request what to ask for
   * @param listener told of events
   * @param nanoClock as {@link System#nanoTime}, for round trips
   */
  public PublishSession(PublishRequest request, PublishListener listener, LongSupplier nanoClock) {
    this.request = request;
    this.listener = listener;
    this.random = new SplittableRandom(nanoClock.getAsLong());
    this.words = new PeerWords(request);
    this.link =
        new MessageLink(Handshake.client(random), new Handler(), nanoClock, WINDOW_ACK_BYTES);
  }

  /**
   * Begins: the first bytes are ready to be polled. Call once, when the connection (and TLS)
   * stands.
   */
  public void start() {
    link.begin();
  }

  /** Takes bytes from the server; all of them are consumed. Never throws for what they say. */
  public void received(ByteBuffer in) {
    if (phase != PublishPhase.ENDED) {
      try {
        link.receive(in);
      } catch (RtmpProtocolException e) {
        end(new Refusal(RefusalKind.RTMP_HANDSHAKE, "", words.show(e.getMessage())));
      }
    }
    in.position(in.limit());
  }

  /** To be told when the server has closed the connection: says what that means at this point. */
  public void disconnected() {
    end(phase.onDisconnect());
  }

  /**
   * Bytes to send, in order, the caller's from now on; null when there are none. Poll until null.
   */
  public @Nullable ByteBuffer pollOutgoing() {
    return link.poll();
  }

  /** True between acceptance and the end. */
  public boolean isPublishing() {
    return phase == PublishPhase.PUBLISHING;
  }

  /** The message stream id for the prelude; valid once publishing. */
  public int mediaStreamId() {
    return mediaStreamId;
  }

  /** Asks the server for a sign of life. */
  public void ping() {
    if (isPublishing()) {
      link.ping();
    }
  }

  /** Says good-bye: FCUnpublish, closeStream, deleteStream. Send what is then polled, and close. */
  public void unpublish() {
    if (phase == PublishPhase.PUBLISHING || phase == PublishPhase.PUBLISH) {
      AmfValue key = AmfValue.of(request.streamKey());
      call("FCUnpublish", FC_UNPUBLISH, key);
      link.command(
          ChunkStreams.STREAM_COMMAND,
          mediaStreamId,
          AmfValue.of("closeStream"),
          AmfValue.of(0),
          AmfValue.NULL);
      call("deleteStream", DELETE_STREAM, AmfValue.of(mediaStreamId));
    }
    phase = PublishPhase.ENDED;
  }

  private void call(String name, int transaction, AmfValue... arguments) {
    AmfValue[] values = new AmfValue[3 + arguments.length];
    values[0] = AmfValue.of(name);
    values[1] = AmfValue.of(transaction);
    values[2] = AmfValue.NULL;
    System.arraycopy(arguments, 0, values, 3, arguments.length);
    link.command(ChunkStreams.COMMAND, 0, values);
  }

  private void onResult(Command result) {
    switch (result.transaction()) {
      case CONNECT -> onConnected(result);
      case CREATE_STREAM -> onStreamCreated((int) result.number(1));
      default -> {
        // releaseStream and FCPublish need no answer, and publish is answered by a status.
      }
    }
  }

  private void onConnected(Command result) {
    if (phase != PublishPhase.CONNECT) {
      return;
    }
    capabilities = PeerCapabilities.read(List.of(result.object(0), result.object(1)));
    phase = PublishPhase.CREATE;
    link.sendChunkSize(PublishRequest.MAX_CHUNK_SIZE);
    AmfValue key = AmfValue.of(request.streamKey());
    call("releaseStream", RELEASE_STREAM, key);
    call("FCPublish", FC_PUBLISH, key);
    call("createStream", CREATE_STREAM);
  }

  private void onStreamCreated(int streamId) {
    if (phase != PublishPhase.CREATE) {
      return;
    }
    mediaStreamId = streamId;
    phase = PublishPhase.PUBLISH;
    link.command(
        ChunkStreams.STREAM_COMMAND,
        streamId,
        AmfValue.of("publish"),
        AmfValue.of(PUBLISH),
        AmfValue.NULL,
        AmfValue.of(request.streamKey()),
        AmfValue.of("live"));
  }

  private void onError(Command error) {
    int transaction = error.transaction();
    if (transaction == RELEASE_STREAM || transaction == FC_PUBLISH) {
      return; // servers that do not know these calls go on all the same
    }
    int info = error.object(1).isEmpty() ? 0 : 1;
    String code = error.property(info, "code");
    String described = error.property(info, "description");
    String description = described.isEmpty() ? error.text(1) : described;
    try {
      PublishRequest next = nextRequest(error.object(info), description);
      if (next == null) {
        onStatus("error", code, description);
      } else {
        phase = PublishPhase.ENDED;
        listener.onReconnectNeeded(next);
      }
    } catch (NoReconnectException e) {
      end(new Refusal(e.kind(), words.show(code), e.getMessage()));
    }
  }

  /** What a refused connect asks for; null for a plain refusal, and once the key has been told. */
  private @Nullable PublishRequest nextRequest(Map<String, AmfValue> info, String description)
      throws NoReconnectException {
    if (phase != PublishPhase.CONNECT) {
      return null;
    }
    Optional<String> redirect = Redirect.in(info);
    if (redirect.isPresent()) {
      return Redirect.follow(request, redirect.get());
    }
    return UrlAuthentication.isChallenge(description)
        ? new UrlAuthentication(request, random).answer(description)
        : null;
  }

  private void onStatus(String level, String code, String description) {
    if (code.equals("NetStream.Publish.Start") && phase == PublishPhase.PUBLISH) {
      phase = PublishPhase.PUBLISHING;
      listener.onPublishAccepted(capabilities);
      return;
    }
    StatusReader.kind(level, code, description)
        .ifPresent(kind -> end(new Refusal(kind, words.show(code), words.show(description))));
  }

  private void end(Refusal refusal) {
    if (phase == PublishPhase.ENDED) {
      return;
    }
    boolean accepted = isPublishing();
    phase = PublishPhase.ENDED;
    if (accepted) {
      listener.onClosedByPeer(refusal);
    } else {
      listener.onRefused(refusal);
    }
  }

  private final class Handler implements LinkHandler {
    @Override
    public void onHandshakeDone() {
      phase = PublishPhase.CONNECT;
      link.command(
          ChunkStreams.COMMAND,
          0,
          AmfValue.of("connect"),
          AmfValue.of(CONNECT),
          ConnectCommand.object(request));
    }

    @Override
    public void onMessage(RtmpMessage message) throws RtmpProtocolException {
      if (!Command.isIn(message) || phase == PublishPhase.ENDED) {
        return;
      }
      Command command = Command.of(message);
      switch (command.name()) {
        case "_result" -> onResult(command);
        case "_error" -> onError(command);
        case "onStatus" ->
            onStatus(
                command.property(1, "level"),
                command.property(1, "code"),
                command.property(1, "description"));
        case "close" -> end(phase.onDisconnect());
        default -> {
          // onBWDone, onFCPublish and the like: news that ask nothing of a publisher
        }
      }
    }

    @Override
    public void onPingAnswered(Duration roundTrip) {
      if (isPublishing()) {
        listener.onPingAnswered(roundTrip);
      }
    }

    @Override
    public void onAcknowledged(long bytes) {
      if (phase != PublishPhase.ENDED) {
        listener.onAcknowledged(bytes);
      }
    }
  }
}
