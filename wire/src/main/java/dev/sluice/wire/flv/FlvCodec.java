package dev.sluice.wire.flv;

/**
 * Codecs that FLV bodies name, by their FourCC (Enhanced RTMP v2) or by their number in the older
 * header (FLV 10.1, annex E.4).
 */
public enum FlvCodec {
  H264("avc1", false, 7),
  HEVC("hvc1", false, 12),
  AV1("av01", false, -1),
  VP8("vp08", false, -1),
  VP9("vp09", false, -1),
  AAC("mp4a", true, 10),
  MP3(".mp3", true, 2),
  OPUS("Opus", true, -1),
  FLAC("fLaC", true, -1),
  AC3("ac-3", true, -1),
  EAC3("ec-3", true, -1),
  /** Anything else, and a body too short to tell. */
  UNKNOWN("", false, -1);

  private static final FlvCodec[] ALL = values();

  private final String fourCc;
  private final int fourCcBits;
  private final boolean audio;
  private final int legacyId;

  FlvCodec(String fourCc, boolean audio, int legacyId) {
    this.fourCc = fourCc;
    this.audio = audio;
    this.legacyId = legacyId;
    int bits = 0;
    for (int i = 0; i < fourCc.length(); i++) {
      bits = bits << 8 | fourCc.charAt(i);
    }
    this.fourCcBits = bits;
  }

  /** The FourCC as in {@code fourCcList}; empty for {@link #UNKNOWN}. */
  public String fourCc() {
    return fourCc;
  }

  /** True for a codec that only the enhanced header can name in a way that others understand. */
  public boolean isEnhanced() {
    return this != H264 && this != AAC && this != MP3 && this != UNKNOWN;
  }

  /** True for codecs of sound. */
  public boolean isAudio() {
    return audio;
  }

  /** The codec of a FourCC as text; {@link #UNKNOWN} when there is none. */
  public static FlvCodec named(String fourCc) {
    for (FlvCodec codec : ALL) {
      if (codec.fourCc.equals(fourCc)) {
        return codec;
      }
    }
    return UNKNOWN;
  }

  static FlvCodec ofFourCc(int bits) {
    for (FlvCodec codec : ALL) {
      if (codec.fourCcBits == bits && codec != UNKNOWN) {
        return codec;
      }
    }
    return UNKNOWN;
  }

  static FlvCodec ofLegacyId(int id, boolean audio) {
    for (FlvCodec codec : ALL) {
      if (codec.legacyId == id && codec.audio == audio && codec != UNKNOWN) {
        return codec;
      }
    }
    return UNKNOWN;
  }
}
