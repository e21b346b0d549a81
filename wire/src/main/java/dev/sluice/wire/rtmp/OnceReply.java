package dev.sluice.wire.rtmp;

import java.util.function.BiConsumer;

/** A reply that counts once. */
final class OnceReply implements StreamReply {
  private final Runnable accept;
  private final BiConsumer<String, String> refuse;
  private boolean given;

  OnceReply(Runnable accept, BiConsumer<String, String> refuse) {
    this.accept = accept;
    this.refuse = refuse;
  }

  @Override
  public void accept() {
    if (!given) {
      given = true;
      accept.run();
    }
  }

  @Override
  public void refuse(String code, String description) {
    if (!given) {
      given = true;
      refuse.accept(code, description);
    }
  }
}
