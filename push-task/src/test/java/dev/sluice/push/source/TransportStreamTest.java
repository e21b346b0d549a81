package dev.sluice.push.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packets of the MPEG-TS variant by the rules of ISO/IEC 13818-1. */
class TransportStreamTest {
  private static final int PACKET_BYTES = 188;
  private static final int PIDS = 1 << 13;
  private static final int PMT_PID = 4096;

  @TempDir private Path folder;
  private List<MediaUnit> units = List.of();
  private VariantRecorder made = new VariantRecorder();

  @BeforeEach
  void mux() {
    mux(Clips.h264Aac());
  }

  private void mux(Path clip) {
    made =
        ClipPump.through(
            new VariantKey(Container.MPEGTS, Profile.SOURCE, false, SilentAudio.OFF), clip);
    units = made.units();
  }

  @Test
  void unitsAreWholePacketsWithUnbrokenContinuity() {
    int[] next = new int[PIDS];
    Arrays.fill(next, -1);
    for (MediaUnit unit : units) {
      ByteBuffer bytes = unit.payload();
      assertThat(bytes.remaining() % PACKET_BYTES).isZero();
      for (int at = 0; at < bytes.remaining(); at += PACKET_BYTES) {
        assertThat(bytes.get(at)).isEqualTo((byte) 0x47);
        int flags = bytes.get(at + 3);
        boolean hasPayload = (flags & 0x10) != 0;
        if (hasPayload) {
          int pid = pid(bytes, at);
          assertThat(flags & 0xF).isEqualTo(next[pid] < 0 ? flags & 0xF : next[pid]);
          next[pid] = (flags + 1) & 0xF;
        }
      }
    }
  }

  @Test
  void everyKeyFrameStandsBehindTheTables() {
    everyEntryStandsBehindTheTables();
  }

  /** Left to itself, FFmpeg's muxer repeats the tables for key frames of pictures only. */
  @Test
  void soundAloneStandsBehindTheTablesWhereverATargetMayBegin() {
    mux(Clips.of("flv", "aac"));
    everyEntryStandsBehindTheTables();
  }

  private void everyEntryStandsBehindTheTables() {
    List<MediaUnit> keys = units.stream().filter(MediaUnit::keyFrame).toList();
    assertThat(keys).hasSizeBetween(9, 10);
    for (MediaUnit key : keys) {
      List<Integer> pids = pids(key.payload());
      assertThat(pids.indexOf(0)).as("PAT").isNotNegative();
      assertThat(pids.indexOf(PMT_PID)).as("PMT").isGreaterThan(pids.indexOf(0));
      assertThat(pids.getLast()).isLessThan(PMT_PID);
    }
  }

  @Test
  void theProgramClockRisesAndRunsBehindDecodingByALittle() {
    long last = -1;
    for (MediaUnit unit : units) {
      ByteBuffer bytes = unit.payload();
      for (int at = 0; at < bytes.remaining(); at += PACKET_BYTES) {
        long clock = programClockTicks(bytes, at);
        if (clock >= 0) {
          assertThat(clock).isGreaterThan(last);
          assertThat(last < 0 ? 0 : clock - last).as("at most 100 ms apart").isLessThan(9_000);
          // FFmpeg moves all times on by twice its delay, of which the clock stays behind by one.
          long behindMillis = unit.dtsMillis() + 600 - clock / 90;
          assertThat(behindMillis).isBetween(299L, 301L);
          last = clock;
        }
      }
    }
    assertThat(last).isPositive();
  }

  @Test
  void aTargetCanBeginAtAnyKeyFrame() {
    MediaUnit third = units.stream().filter(MediaUnit::keyFrame).skip(2).findFirst().orElseThrow();
    Path file =
        RecordedFile.write(
            folder.resolve("late.ts"),
            Container.MPEGTS,
            made.lastHeaders(),
            units.subList(units.indexOf(third), units.size()));
    Ffmpeg.run("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
    String frames =
        Ffmpeg.probe(
            "-count_frames",
            "-select_streams",
            "v",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(frames).startsWith("240");
  }

  private static List<Integer> pids(ByteBuffer packets) {
    List<Integer> pids = new ArrayList<>();
    for (int at = 0; at < packets.remaining(); at += PACKET_BYTES) {
      pids.add(pid(packets, at));
    }
    return pids;
  }

  private static int pid(ByteBuffer bytes, int packet) {
    return bytes.getShort(packet + 1) & (PIDS - 1);
  }

  /** The base of the packet's program clock reference, in 90 kHz ticks; negative without one. */
  private static long programClockTicks(ByteBuffer bytes, int packet) {
    boolean hasAdaptation = (bytes.get(packet + 3) & 0x20) != 0;
    if (!hasAdaptation || bytes.get(packet + 4) == 0 || (bytes.get(packet + 5) & 0x10) == 0) {
      return -1;
    }
    return (bytes.getInt(packet + 6) & 0xFFFFFFFFL) << 1 | (bytes.get(packet + 10) >> 7 & 1);
  }
}
