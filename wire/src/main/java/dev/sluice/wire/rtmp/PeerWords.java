package dev.sluice.wire.rtmp;

import dev.sluice.wire.url.Credentials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a peer's words fit to be shown: without our secrets, which servers like to repeat, and of
 * bounded length.
 */
final class PeerWords {
  private static final int MAX_LENGTH = 300;
  private static final int SHORTEST_SECRET = 4;
  private static final Pattern SEPARATORS = Pattern.compile("[/?&=]");
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}+");

  private final List<String> secrets = new ArrayList<>();

  PeerWords(PublishRequest request) {
    add(request.streamKey());
    add(request.authQuery());
    int query = request.app().indexOf('?');
    if (query >= 0) {
      add(request.app().substring(query + 1));
    }
    Credentials credentials = request.credentials();
    if (credentials != null) {
      add(credentials.user());
      add(credentials.password());
    }
    // The longest first: a part struck out of the whole would leave the rest standing.
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** The words as they may be shown. */
  String show(String words) {
    String shown = UNPRINTABLE.matcher(words).replaceAll(" ").strip();
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH - 1) + "…";
  }

  private void add(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      secrets.add(secret);
      SEPARATORS
          .splitAsStream(secret)
          .filter(part -> part.length() >= SHORTEST_SECRET)
          .forEach(secrets::add);
    }
  }
}
