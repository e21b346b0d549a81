package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Warnings of host names, within a time that a request can wait. */
class HostCheckTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void warnsOfANameThatDoesNotResolve() {
    HostCheck check =
        new HostCheck(
            host -> {
              throw new UnknownHostException(host);
            },
            LONG);

    assertThat(check.warnings("a.invalid")).singleElement().asString().contains("a.invalid");
  }

  @Test
  void isSilentAboutANameThatResolves() {
    assertThat(new HostCheck(host -> List.of(InetAddress.getLoopbackAddress()), LONG).warnings("a"))
        .isEmpty();
  }

  @Test
  void doesNotWaitForAResolverThatHangs() {
    CountDownLatch end = new CountDownLatch(1);
    HostCheck check = new HostCheck(host -> hang(end), Duration.ofMillis(50));

    assertThat(check.warnings("slow.example")).singleElement().asString().contains("in time");
    end.countDown();
  }

  @Test
  void leavesTheCheckOutWhenAllItsThreadsHang() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(HostCheck.LOOKUPS);
    CountDownLatch end = new CountDownLatch(1);
    HostCheck check =
        new HostCheck(
            host -> {
              begun.countDown();
              return hang(end);
            },
            LONG);
    List<Thread> requests = new ArrayList<>();
    for (int i = 0; i < HostCheck.LOOKUPS; i++) {
      requests.add(Thread.ofVirtual().start(() -> check.warnings("slow.example")));
    }
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(check.warnings("one.more.example")).isEmpty();
    end.countDown();
    for (Thread request : requests) {
      assertThat(request.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static List<InetAddress> hang(CountDownLatch end) {
    try {
      boolean _ = end.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }
}
