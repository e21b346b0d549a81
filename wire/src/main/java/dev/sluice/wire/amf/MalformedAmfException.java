package dev.sluice.wire.amf;

/** Bytes that are not AMF0, or exceed the decoder's bounds. */
public final class MalformedAmfException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedAmfException(String message) {
    super(message);
  }
}
