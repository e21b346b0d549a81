package dev.sluice.local.demo;

import dev.sluice.local.demo.receiver.Certificates;
import dev.sluice.local.demo.receiver.Receiver;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.demo.receiver.SrtReceiver;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import javax.net.ServerSocketFactory;

/** The demo's four receivers: two RTMP, one RTMPS, one SRT. */
public final class Receivers implements AutoCloseable {

  /** The one that is switched off and on. */
  static final String TOGGLED = "rtmp-2";

  private final Map<String, Receiver> byName = new LinkedHashMap<>();

  private Receivers() {}

  /** Opens all four. */
  public static Receivers open(
      Certificates certificates, ProcessGuard guard, IntSupplier sentFrames) throws IOException {
    Receivers receivers = new Receivers();
    try {
      ServerSocketFactory plain = ServerSocketFactory.getDefault();
      receivers.add("rtmp-1", RtmpReceiver.open("rtmp-1", false, plain, guard, sentFrames));
      receivers.add(TOGGLED, RtmpReceiver.open(TOGGLED, false, plain, guard, sentFrames));
      ServerSocketFactory tls = certificates.serverSockets();
      receivers.add("rtmps", RtmpReceiver.open("rtmps", true, tls, guard, sentFrames));
      receivers.add("srt", SrtReceiver.open("srt", guard, sentFrames));
      return receivers;
    } catch (IOException e) {
      receivers.close();
      throw e;
    }
  }

  /** Each with the name it goes by. */
  public void forEach(BiConsumer<String, Receiver> action) {
    byName.forEach(action);
  }

  @Override
  public void close() {
    List<Receiver> all = new ArrayList<>(byName.values());
    all.forEach(Receiver::close);
  }

  private void add(String name, Receiver receiver) {
    byName.put(name, receiver);
  }
}
