package dev.sluice.catalog.table;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;

/** What a task might observe. */
final class Samples {
  private Samples() {}

  static PushStatus status(Push push, Session session) {
    return status(push, session, 1_000);
  }

  static PushStatus status(Push push, Session session, long bytesSent) {
    return new PushStatus(
        push.id(),
        session.id(),
        PushState.BACKOFF,
        Reason.CONNECT_REFUSED,
        "The host refused the connection.",
        World.START,
        "connection-1",
        World.START.plusMillis(1),
        bytesSent,
        6_000_000,
        3,
        2,
        4,
        World.START.plusSeconds(8),
        7,
        120L);
  }

  static PushStatus bareStatus(Push push, Session session) {
    return new PushStatus(
        push.id(),
        session.id(),
        PushState.CONNECTING,
        null,
        null,
        World.START,
        null,
        null,
        0,
        0,
        0,
        0,
        1,
        null,
        0,
        null);
  }
}
