package dev.sluice.push.engine;

/** Whether there is media to push. */
enum SourcePresence {
  /** Not yet, since the engine began. */
  EXPECTED,
  FLOWING,
  /** It was there, and may come back. */
  AWAY
}
