package dev.sluice.push.output;

import java.util.OptionalLong;

/**
 * Whether a peer takes in what it is sent. Pure: told what is seen, and when.
 *
 * <p>Two things can be wrong, and neither shows in the other's sign. On a path that drops packets
 * the kernel's count of unacknowledged bytes does not fall. A reader that has frozen lets its
 * kernel acknowledge until its buffers are full, which may take megabytes; what it does not do is
 * answer pings.
 */
public final class Liveness {
  /** Peers that have more than this ahead of a ping may be slow in answering without being dead. */
  private static final long PROMPT_BACKLOG_BYTES = 64 * 1024;

  /** A gap between two looks by which it was we who slept. */
  private static final long OUR_PAUSE_NANOS = 2_000_000_000L;

  private static final long NONE = Long.MIN_VALUE;

  /** What is known of the peer. */
  public enum Verdict {
    /** Nothing sent yet that it could have taken in. */
    WAITING,
    FLOWING,
    STALLED
  }

  private final long stalledNanos;
  private final long unansweredNanos;
  private long mediaFrom = NONE;
  private long ackedMost = -1;
  private long progressAt;
  private long lookedAt = NONE;
  private long pingedAt = NONE;
  private long heardAt = NONE;
  private boolean answersPings;
  private boolean signOfLife;
  private boolean flowed;

  public Liveness(OutputTiming timing) {
    this.stalledNanos = timing.stalledAfter().toNanos();
    this.unansweredNanos = stalledNanos - 2 * timing.pingEvery().toNanos();
  }

  /** Media is about to be sent, after this many bytes of the connection. */
  public void mediaBegins(long bytesTaken) {
    if (mediaFrom == NONE) {
      mediaFrom = bytesTaken;
      signOfLife = false;
    }
  }

  /** Whether {@link #mediaBegins} has yet to be told. */
  public boolean awaitsMedia() {
    return mediaFrom == NONE;
  }

  /** No media for now: what is sent next has to be taken in anew. */
  public void mediaPauses() {
    mediaFrom = NONE;
    flowed = false;
  }

  /** A ping goes out, behind this many bytes that the peer has yet to take. */
  public void pinged(long nowNanos, long backlogBytes) {
    if (answersPings && pingedAt == NONE && backlogBytes < PROMPT_BACKLOG_BYTES) {
      pingedAt = nowNanos;
    }
  }

  /** The peer answered a ping. */
  public void pingAnswered() {
    answersPings = true;
  }

  /** The peer sent anything at all. */
  public void heard(long nowNanos) {
    pingedAt = NONE;
    heardAt = nowNanos;
    signOfLife = true;
  }

  /**
   * Looks.
   *
   * @param bytesTaken by the connection so far
   * @param unacked of those, not acknowledged by the peer's kernel; empty where ours cannot tell
   * @param waiting bytes that the connection has not taken yet
   */
  public Verdict look(long nowNanos, long bytesTaken, OptionalLong unacked, long waiting) {
    forgiveOurPause(nowNanos);
    long acked = bytesTaken - unacked.orElse(0);
    boolean outstanding = waiting > 0 || unacked.orElse(0) > 0;
    if (acked > ackedMost || !outstanding) {
      ackedMost = Math.max(acked, ackedMost);
      progressAt = nowNanos;
    }
    if (nowNanos - progressAt >= stalledNanos || isSilent(nowNanos)) {
      flowed = false;
      return Verdict.STALLED;
    }
    // Without the kernel's word, bytes in its buffer prove nothing: the peer's own word is needed.
    boolean proof = unacked.isPresent() || signOfLife;
    flowed |= mediaFrom != NONE && acked > mediaFrom && proof;
    return flowed ? Verdict.FLOWING : Verdict.WAITING;
  }

  /** Silent since before the ping that it has left unanswered. */
  private boolean isSilent(long nowNanos) {
    return pingedAt != NONE
        && nowNanos - pingedAt >= unansweredNanos
        && nowNanos - heardAt >= stalledNanos;
  }

  private void forgiveOurPause(long nowNanos) {
    long gap = lookedAt == NONE ? 0 : nowNanos - lookedAt;
    if (lookedAt == NONE) {
      progressAt = nowNanos;
    } else if (gap > OUR_PAUSE_NANOS) {
      progressAt += gap;
      pingedAt = pingedAt == NONE ? NONE : pingedAt + gap;
      heardAt = heardAt == NONE ? NONE : heardAt + gap;
    }
    lookedAt = nowNanos;
  }
}
