package dev.sluice.push.ffmpeg;

import java.nio.ByteBuffer;

/**
 * The two bytes that set an AAC decoder up (ISO/IEC 14496-3, 1.6.2.1), made from what the probe
 * found where the container has none: in MPEG-TS each frame has an ADTS header instead.
 */
public final class AudioSpecificConfig {
  private static final int LOW_COMPLEXITY = 2;
  private static final int PROFILE_HE = 4;
  private static final int PROFILE_HE_V2 = 28;
  private static final int[] RATES_HZ = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  private AudioSpecificConfig() {}

  /** The configuration of an AAC track; a rate AAC does not have gives an empty one. */
  public static ByteBuffer of(TrackFormat aac) {
    // ADTS cannot name high-efficiency AAC: its header tells the core's rate and channels.
    boolean doubled = aac.profile() == PROFILE_HE || aac.profile() == PROFILE_HE_V2;
    int rate = rateIndex(doubled ? aac.sampleRate() / 2 : aac.sampleRate());
    int channels = aac.profile() == PROFILE_HE_V2 ? 1 : channelConfiguration(aac.channels());
    int objectType = aac.profile() > 0 && !doubled ? aac.profile() + 1 : LOW_COMPLEXITY;
    if (rate < 0) {
      return ByteBuffer.allocate(0);
    }
    int bits = objectType << 11 | rate << 7 | channels << 3;
    return ByteBuffer.allocate(2).putShort((short) bits).flip();
  }

  private static int rateIndex(int rateHz) {
    for (int i = 0; i < RATES_HZ.length; i++) {
      if (RATES_HZ[i] == rateHz) {
        return i;
      }
    }
    return -1;
  }

  private static int channelConfiguration(int channels) {
    return channels == 8 ? 7 : channels;
  }
}
