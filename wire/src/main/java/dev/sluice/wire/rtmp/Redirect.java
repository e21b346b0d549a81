package dev.sluice.wire.rtmp;

import dev.sluice.wire.amf.AmfValue;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.InvalidDestinationException;
import dev.sluice.wire.url.Scheme;
import java.util.Map;
import java.util.Optional;

/**
 * A server that sends publishers on to another one, as load balancers do: it refuses the connect,
 * and what it says has an {@code ex} with {@code code} 302 and {@code redirect}, the URL to connect
 * to instead (Adobe Media Server, Server-Side ActionScript Language Reference, {@code
 * application.redirectConnection()}; Wowza's load balancer and nginx-rtmp's {@code
 * notify_send_redirect} do the same). That URL names server and app; the stream key stays.
 */
final class Redirect {
  /** Balancers before balancers are rare; servers that point at each other would go on forever. */
  static final int MAX_FOLLOWED = 3;

  private static final AmfValue FOUND = AmfValue.of(302);

  private Redirect() {}

  /**
   * The URL in a refused connect's information object: empty text when a redirect is without one,
   * nothing when it is no redirect.
   */
  static Optional<String> in(Map<String, AmfValue> info) {
    Map<String, AmfValue> ex = Command.properties(info.get("ex"));
    if (!FOUND.equals(ex.get("code"))) {
      return Optional.empty();
    }
    return Optional.of(ex.get("redirect") instanceof AmfValue.Text(String url) ? url : "");
  }

  /**
   * The request to connect with next.
   *
   * @throws NoReconnectException when the server's wish is not to be followed
   */
  static PublishRequest follow(PublishRequest request, String url) throws NoReconnectException {
    if (request.redirects() >= MAX_FOLLOWED) {
      throw new NoReconnectException(
          RefusalKind.REMOTE_CLOSED,
          "Sent on to another server again, after "
              + MAX_FOLLOWED
              + " times. Put the server that takes the stream into the URL.");
    }
    DestinationUrl next;
    try {
      next = request.destination().redirectedTo(url);
    } catch (InvalidDestinationException e) {
      throw new NoReconnectException(
          RefusalKind.REMOTE_CLOSED,
          "Sent on to another server, by a URL that cannot be used. " + e.getMessage());
    }
    if (!next.scheme().isRtmp()) {
      throw new NoReconnectException(
          RefusalKind.REMOTE_CLOSED,
          "Sent on to another server, which does not speak RTMP but " + next.scheme() + ".");
    }
    if (request.destination().scheme() == Scheme.RTMPS && next.scheme() != Scheme.RTMPS) {
      throw new NoReconnectException(
          RefusalKind.ADDRESS_FORBIDDEN,
          "Sent on from rtmps:// to rtmp://, which would show the stream key to the network. Ask"
              + " the platform for a server with TLS.");
    }
    return request.redirectedTo(next);
  }
}
