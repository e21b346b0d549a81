package dev.sluice.wire.net;

/** Something that lives on an {@link EventLoop} and must hear when that ends. */
interface LoopMember {

  /** Its channel is ready for these operations. */
  default void ready(int readyOps) {}

  /** The loop ends: let go of everything now, and tell the handler by deferral. Does not throw. */
  void loopClosing();

  /** A call of {@link #ready} threw. Does not throw itself. */
  void fault(Throwable fault);
}
