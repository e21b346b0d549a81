package dev.sluice.local.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the targets: in a terminal a table that is painted over, elsewhere a line now and then. Not
 * thread-safe.
 */
final class Screen {

  private static final int QUIET_SECONDS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private int painted;
  private long lastLineSecond = -QUIET_SECONDS;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A sentence that stays. */
  void say(String sentence) {
    erase();
    out.println(sentence);
    out.flush();
  }

  void show(long second, int sentFrames, List<DemoTarget> targets) {
    if (terminal) {
      erase();
      List<String> lines = table(second, sentFrames, targets);
      lines.forEach(out::println);
      painted = lines.size();
    } else if (second >= lastLineSecond + QUIET_SECONDS) {
      lastLineSecond = second;
      out.println(line(second, sentFrames, targets));
    }
    out.flush();
  }

  /** Shows the targets as they were in the end, whenever a line was last written. */
  void showLast(long second, int sentFrames, List<DemoTarget> targets) {
    lastLineSecond = second - QUIET_SECONDS;
    show(second, sentFrames, targets);
  }

  /** The table as it is painted stays; what is said from now on stands below it. */
  void leave() {
    if (painted > 0) {
      painted = 0;
      // Behind the terminal's own ^C, if it was that.
      out.println();
    }
  }

  private void erase() {
    if (painted > 0) {
      // Up by so many lines, then clear to the end of the screen (ECMA-48: CUU, ED).
      out.printf("\u001b[%dA\u001b[J", painted);
      painted = 0;
    }
  }

  private static List<String> table(long second, int sentFrames, List<DemoTarget> targets) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%-8s %-8s %-11s %10s %8s %5s  %s"
            .formatted("TARGET", "PROTOCOL", "STATE", "BITRATE", "FRAMES", "LOST", "CONNECTION"));
    for (DemoTarget target : targets) {
      String state =
          target.reason() == null ? target.state() : target.state() + " " + target.reason();
      lines.add(
          "%-8s %-8s %-11s %10s %8d %5d  %s"
              .formatted(
                  target.name(),
                  target.protocol(),
                  state,
                  bitrate(target),
                  target.receivedFrames(),
                  target.lostFrames(),
                  target.connectionId() == null ? "" : target.connectionId()));
    }
    lines.add("%d s, %d frames sent".formatted(second, sentFrames));
    return lines;
  }

  private static String line(long second, int sentFrames, List<DemoTarget> targets) {
    StringBuilder line = new StringBuilder("%3d s  %5d sent".formatted(second, sentFrames));
    for (DemoTarget target : targets) {
      line.append(
          "  %s %s %s %d"
              .formatted(target.name(), target.state(), bitrate(target), target.receivedFrames()));
    }
    return line.toString();
  }

  private static String bitrate(DemoTarget target) {
    // The first measure comes some seconds after the first byte.
    return target.isLive() && target.bitrateBps() > 0
        ? "%.2f Mbps".formatted(target.bitrateBps() / 1e6)
        : "-";
  }
}
