package dev.sluice.push.variant;

import java.nio.ByteBuffer;

/**
 * One muxed piece of a variant: the body of an FLV tag, or a run of whole MPEG-TS packets of one
 * frame.
 *
 * @param kind what it carries
 * @param dtsMillis decoding time in milliseconds on the variant's time line, which starts near 0,
 *     never steps back and never wraps, whatever the source does
 * @param keyFrame a target may begin here
 * @param payload read-only; valid only during the call it is handed over in
 */
public record MediaUnit(Kind kind, long dtsMillis, boolean keyFrame, ByteBuffer payload) {
  /** What a unit carries. */
  public enum Kind {
    VIDEO,
    AUDIO
  }
}
