package dev.sluice.wire.rtmp;

/** User control events (Adobe RTMP 1.0, section 7.1.7). */
final class UserControl {
  static final int STREAM_BEGIN = 0;
  static final int STREAM_EOF = 1;
  static final int PING_REQUEST = 6;
  static final int PING_RESPONSE = 7;

  private UserControl() {}
}
