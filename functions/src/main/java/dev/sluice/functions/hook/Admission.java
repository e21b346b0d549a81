package dev.sluice.functions.hook;

import org.jspecify.annotations.Nullable;

/**
 * Whether a publisher or player is let in.
 *
 * @param refusal null when it is; else why not and how to mend it, without any key
 */
record Admission(@Nullable String refusal) {
  static final Admission GRANTED = new Admission(null);

  /** Also of a key of another account's stream: nobody learns that there is one. */
  static final Admission UNKNOWN_KEY = new Admission("The stream key is not accepted.");

  static final Admission SUSPENDED =
      new Admission("The stream is suspended; set \"suspended\" to false to let publishers in.");

  static final Admission NO_SOURCE =
      new Admission(
          "Nothing says from where to pull the stream: it has no pullUrl and SLUICE_SOURCE_URL is"
              + " not set. Give the stream a pullUrl, or set SLUICE_SOURCE_URL (in AWS the"
              + " parameter SourceUrl) as in rtmp://ingest.example:1935/{app}/{key}.");

  static final Admission APP_UNFIT =
      new Admission(
          "The application or path before the key cannot stand for {app} in SLUICE_SOURCE_URL. It"
              + " may hold letters, digits, '-' and '_', with single '.' and '/' between, 200"
              + " characters at most. Publish to such a one, as in rtmp://ingest.example/live/KEY,"
              + " or name the application itself in SLUICE_SOURCE_URL.");

  static Admission dropped(String why) {
    return new Admission("No session begins or goes on: " + why + ". Publish again.");
  }

  boolean granted() {
    return refusal == null;
  }
}
