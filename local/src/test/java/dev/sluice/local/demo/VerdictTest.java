package dev.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.demo.receiver.Reception;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final int SENT = 500;
  private static final String TOGGLED = "rtmp-2";

  @Test
  void allIsWellWhereEveryReceiverHasAllFromWhereItJoinedToTheEnd() {
    assertThat(problems(target("rtmp-1", "RTMP", "a", received(50, 499)))).isEmpty();
    assertThat(problems(target("srt", "SRT", "a", received(0, 494)))).isEmpty();
  }

  @Test
  void anEndThatIsMissingIsTold() {
    assertThat(problems(target("rtmp-1", "RTMP", "a", received(0, 460))))
        .containsExactly("rtmp-1 did not receive the end of the stream");
    assertThat(problems(target("srt", "SRT", "a", received(0, 493))))
        .containsExactly("srt did not receive the end of the stream");
    assertThat(problems(target("rtmps", "RTMPS", "a")))
        .contains("rtmps did not receive the end of the stream");
  }

  @Test
  void aLostFrameAndAnotherConnectionAreTold() {
    Reception lossy = new Reception(499, 0, 499, 1, 0, 0, 900, 80, true);
    assertThat(problems(target("rtmp-1", "RTMP", "a", lossy)))
        .singleElement()
        .asString()
        .startsWith("rtmp-1 did not decode what was sent");
    assertThat(problems(target("rtmp-1", "RTMP", "b", received(0, 499))))
        .containsExactly("rtmp-1 lost its connection over the toggle");
  }

  @Test
  void theOneThatIsToggledHasTwoConnectionsWithAHoleBetweenThem() {
    assertThat(problems(target(TOGGLED, "RTMP", "b", received(0, 160), received(300, 499))))
        .isEmpty();
    assertThat(problems(target(TOGGLED, "RTMP", "a", received(0, 499))))
        .containsExactly(
            TOGGLED + " had 1 connections", TOGGLED + " kept its connection over the toggle");
  }

  @Test
  void aDemoThatIsEndedWhileTheStreamRunsIsNotBlamedForWhatIsOnItsWay() {
    DemoTarget behind = target("rtmp-1", "RTMP", "a", received(0, 460));
    assertThat(problems(behind, Verdict.due(SENT))).isEmpty();
    assertThat(problems(target("rtmp-1", "RTMP", "a", received(0, 400)), Verdict.due(SENT)))
        .containsExactly("rtmp-1 did not receive the end of the stream");
  }

  @Test
  void aDemoThatIsCutShortIsNeitherWellNorWrong() {
    Verdict verdict = Verdict.cutShort(List.of(), List.of());
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.sentence()).isEqualTo("The demo was ended before it had shown everything.");
    assertThat(verdict.json()).contains("\"ok\":false,\"complete\":false");
  }

  private static List<String> problems(DemoTarget end) {
    return problems(end, SENT);
  }

  private static List<String> problems(DemoTarget end, int dueFrames) {
    DemoTarget before = target(end.name(), end.protocol(), "a");
    return Verdict.of(List.of(before), List.of(end), List.of(end), TOGGLED, dueFrames).problems();
  }

  private static DemoTarget target(
      String name, String protocol, String connectionId, Reception... receptions) {
    return new DemoTarget(name, protocol, "LIVE", null, connectionId, 0, List.of(receptions));
  }

  private static Reception received(int first, int last) {
    return new Reception(last - first + 1, first, last, 0, 0, 0, 900, 40, true);
  }
}
