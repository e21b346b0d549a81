package dev.sluice.wire.amf;

/** Type markers (Adobe, Action Message Format AMF 0, section 2.1). */
final class Amf0 {
  static final int NUMBER = 0;
  static final int BOOLEAN = 1;
  static final int STRING = 2;
  static final int OBJECT = 3;
  static final int NULL = 5;
  static final int UNDEFINED = 6;
  static final int REFERENCE = 7;
  static final int ECMA_ARRAY = 8;
  static final int OBJECT_END = 9;
  static final int STRICT_ARRAY = 10;
  static final int DATE = 11;
  static final int LONG_STRING = 12;
  static final int UNSUPPORTED = 13;
  static final int XML_DOCUMENT = 15;
  static final int TYPED_OBJECT = 16;

  /** Longest string that the short form holds, in bytes. */
  static final int MAX_SHORT_STRING = 0xFFFF;

  private Amf0() {}
}
