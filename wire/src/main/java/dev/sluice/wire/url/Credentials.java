package dev.sluice.wire.url;

/**
 * User and password of an RTMP URL ({@code rtmp://user:password@host/app}), for servers that
 * challenge a publisher. As typed: percent escapes are not decoded. Cannot be printed.
 */
public record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
