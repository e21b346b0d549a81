package dev.sluice.local.demo;

import dev.sluice.local.demo.picture.TestPicture;
import dev.sluice.local.demo.receiver.Reception;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the demo proved what it set out to.
 *
 * @param complete whether all was shown; a demo that somebody ended before that proved nothing
 * @param problems what went wrong, in sentences; none when all is well
 * @param targets as they were before the stream ended, with all that was received until after it
 */
record Verdict(boolean complete, List<String> problems, List<DemoTarget> targets) {

  /**
   * What may be missing at the end: what the encoder had counted, but not yet sent when it went.
   */
  private static final int TAIL_FRAMES = 5;

  /** What may be on its way through encoder, task and decoder while the stream still runs. */
  private static final int UNDERWAY_FRAMES = 2 * TestPicture.FRAMES_PER_SECOND;

  Verdict {
    problems = List.copyOf(problems);
    targets = List.copyOf(targets);
  }

  /**
   * Judges.
   *
   * @param before the targets just before one was switched off
   * @param live the targets while all were live again
   * @param end the targets once the stream was over
   * @param toggled the name of the one that was switched off and on
   * @param dueFrames how many of the frames must have been received, but for the tail
   */
  static Verdict of(
      List<DemoTarget> before,
      List<DemoTarget> live,
      List<DemoTarget> end,
      String toggled,
      int dueFrames) {
    List<String> problems = new ArrayList<>();
    List<DemoTarget> targets = new ArrayList<>();
    for (int i = 0; i < end.size(); i++) {
      DemoTarget last = live.get(i);
      DemoTarget all =
          new DemoTarget(
              last.name(),
              last.protocol(),
              last.state(),
              last.reason(),
              last.connectionId(),
              last.bitrateBps(),
              end.get(i).receptions());
      judge(all, before.get(i), all.name().equals(toggled), dueFrames, problems);
      targets.add(all);
    }
    return new Verdict(true, problems, targets);
  }

  /** Of a demo that was ended before all was shown. */
  static Verdict cutShort(List<String> problems, List<DemoTarget> targets) {
    return new Verdict(false, problems, targets);
  }

  /**
   * How many of the frames sent must have been received by now, where nobody waited for the last.
   *
   * @param sentFrames how many were sent in all
   */
  static int due(int sentFrames) {
    return Math.max(0, sentFrames - UNDERWAY_FRAMES);
  }

  boolean ok() {
    return complete && problems.isEmpty();
  }

  /** The last sentence, for the one who ran the demo. */
  String sentence() {
    if (!complete) {
      return "The demo was ended before it had shown everything.";
    }
    return ok() ? "All receivers decoded what was sent." : "The demo failed.";
  }

  /** The summary of {@code --json}, without a line's end. */
  String json() {
    ObjectNode summary = JsonMapper.shared().createObjectNode();
    summary.put("ok", ok());
    summary.put("complete", complete);
    for (DemoTarget target : targets) {
      ObjectNode node = summary.withArray("targets").addObject();
      node.put("name", target.name());
      node.put("protocol", target.protocol());
      node.put("state", target.state());
      node.put("receivedFrames", target.receivedFrames());
      node.put("connectionId", target.connectionId());
      node.put("largestGapMillis", target.largestGapMillis());
    }
    return summary.toString();
  }

  private static void judge(
      DemoTarget target, DemoTarget before, boolean toggled, int dueFrames, List<String> problems) {
    String name = target.name();
    if (!target.isLive()) {
      problems.add(name + " was " + target.state() + ", not LIVE, at the end");
    }
    int connections = target.receptions().size();
    if (connections != (toggled ? 2 : 1)) {
      problems.add(name + " had " + connections + " connections");
    }
    boolean same = Objects.equals(before.connectionId(), target.connectionId());
    if (same == toggled) {
      problems.add(name + (toggled ? " kept" : " lost") + " its connection over the toggle");
    }
    for (Reception reception : target.receptions()) {
      if (!reception.isFlawless()) {
        problems.add(name + " did not decode what was sent: " + reception);
      }
    }
    if (target.largestGapMillis() > 2 * TestPicture.FRAME_MILLIS) {
      problems.add(name + " has a gap of " + target.largestGapMillis() + " ms");
    }
    if (connections == 0
        || target.receptions().getLast().lastNumber() < dueFrames - 1 - TAIL_FRAMES) {
      problems.add(name + " did not receive the end of the stream");
    }
  }
}
