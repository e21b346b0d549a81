package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.push.ffmpeg.NativeCount;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.NativeHeap;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** R27: a thousand targets opened and closed leave nothing behind. */
class ThousandTargetsTest {
  private static final int AT_ONCE = 50;

  /** A kilobyte for each target: less than what any one of them holds while it is open. */
  private static final long MOST_NATIVE_GROWTH = 1 << 20;

  @Test
  void aThousandRtmpTargetsLeaveNoMemoryNoThreadAndNoDescriptor() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      assertNothingIsLeft(run, i -> Specs.rtmp("p" + i, peer.url(), "key-" + i));
    }
  }

  @Test
  void aThousandSrtTargetsLeaveNoMemoryNoThreadAndNoDescriptor() {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run = start()) {
      assertNothingIsLeft(run, i -> Specs.srt("p" + i, peer.url()));
      await().atMost(Duration.ofSeconds(5)).until(() -> peer.connections() == 0);
    }
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(200));
  }

  private static void assertNothingIsLeft(EngineRun run, IntFunction<PushSpec> specs) {
    openAndClose(run, specs, 0, 2);
    int threads = Thread.activeCount();
    long descriptors = Descriptors.open();
    long memory = nativeBytes();
    int objects = NativeCount.live();

    openAndClose(run, specs, 2, 22);

    assertThat(NativeCount.live()).isEqualTo(objects);
    await().atMost(Duration.ofSeconds(5)).until(() -> run.engine().pushesInHand().join() == 0);
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> {
              assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
              assertThat(Descriptors.open()).isLessThanOrEqualTo(descriptors + 2);
              assertThat(nativeBytes()).isLessThan(memory + MOST_NATIVE_GROWTH);
            });
  }

  /** What malloc has given out, which holds the rings, and direct buffers. */
  private static long nativeBytes() {
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return NativeHeap.bytesInUse() + direct;
  }

  /** In each round targets that were never there before, of which nothing is told in the end. */
  private static void openAndClose(
      EngineRun run, IntFunction<PushSpec> specs, int firstRound, int endRound) {
    for (int round = firstRound; round < endRound; round++) {
      List<PushSpec> wanted = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        wanted.add(specs.apply(round * AT_ONCE + i));
      }
      run.apply(wanted.toArray(PushSpec[]::new));
      wanted.forEach(s -> run.await(s.pushId(), PushState.LIVE));
      run.apply();
      wanted.forEach(s -> run.await(s.pushId(), PushState.ENDED));
      run.engine().reported(run.engine().statuses());
      assertThat(run.engine().statuses()).isEmpty();
    }
  }
}
