package dev.sluice.push.fanout;

import java.nio.ByteBuffer;

/** What a target needs besides the shared bytes to begin at one key frame. Used on the loop. */
public interface JoinPoint {
  /** For containers whose shared bytes stand alone at a key frame, as MPEG-TS with its tables. */
  JoinPoint BARE = new BareJoinPoint();

  /** The time base that lets a target which begins here begin near 0. */
  long baseMillis();

  /**
   * The bytes a target gets before those of the key frame.
   *
   * @param baseMillis {@link #baseMillis} of the point where the target's connection began
   * @param mediaStreamId the connection's message stream
   */
  ByteBuffer prelude(long baseMillis, int mediaStreamId);
}
