package dev.sluice.local.demo.receiver;

/**
 * What one connection's receiver has decoded.
 *
 * @param frames pictures decoded
 * @param firstNumber the number read from the first readable one, -1 when there was none
 * @param lastNumber the highest number read, -1 when there was none
 * @param lostFrames numbers between first and last that never came
 * @param unreadable pictures without a number
 * @param disorders times and numbers that did not rise
 * @param sounds pieces of sound decoded
 * @param largestGapMillis largest step between the times of two pictures that follow each other
 * @param over the connection has ended, and all that came by it is decoded
 */
public record Reception(
    int frames,
    int firstNumber,
    int lastNumber,
    int lostFrames,
    int unreadable,
    int disorders,
    int sounds,
    long largestGapMillis,
    boolean over) {

  /** Whether all that came was what was sent, in order, with sound. */
  public boolean isFlawless() {
    return frames > 0 && sounds > 0 && lostFrames == 0 && unreadable == 0 && disorders == 0;
  }
}
