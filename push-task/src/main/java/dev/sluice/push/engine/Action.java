package dev.sluice.push.engine;

/** What a {@link PushLife} wants done after it has been told something. */
enum Action {
  NONE,
  /** Close the connection or attempt that there is, if any, and begin another. */
  CONNECT,
  /** Close the connection or attempt that there is, if any. */
  DISCONNECT
}
