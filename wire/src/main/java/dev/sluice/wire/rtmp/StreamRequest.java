package dev.sluice.wire.rtmp;

/**
 * What a client of a {@link ServerSession} asks for. Cannot be printed: the name is a stream key.
 *
 * @param app the application of its connect, a query included
 * @param tcUrl its {@code tcUrl}; empty when it sent none
 * @param name the publish or play name byte for byte, a query included
 */
public record StreamRequest(String app, String tcUrl, String name) {
  @Override
  public String toString() {
    return "StreamRequest[***]";
  }
}
