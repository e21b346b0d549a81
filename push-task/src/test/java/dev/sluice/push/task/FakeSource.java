package dev.sluice.push.task;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A source that flows from its start until the test says otherwise. */
final class FakeSource implements Source {
  static final SourceInfo INFO =
      new SourceInfo("h264", 1280, 720, 30.0, null, null, "aac", 48_000, 2);

  final Secret url;
  final SourceListener listener;
  final BlockingQueue<Secret> moves = new LinkedBlockingQueue<>();

  FakeSource(Secret url, SourceListener listener) {
    this.url = url;
    this.listener = listener;
  }

  @Override
  public void start() {
    listener.flowing(INFO);
  }

  @Override
  public void want(VariantKey variant, VariantSink sink) {}

  @Override
  public void unwant(VariantKey variant) {}

  @Override
  public void moved(Secret newUrl) {
    moves.add(newUrl);
  }

  @Override
  public void close() {}
}
