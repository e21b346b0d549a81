package dev.sluice.bench.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A clip's FLV tags in memory.
 *
 * @param headers the metadata and sequence headers
 * @param tags the media, in order; the first video is a key frame
 * @param lengthMillis of one turn: its frames' time, so that a turn follows another without a gap
 */
record Clip(List<Tag> headers, List<Tag> tags, long lengthMillis) {
  private static final int FRAMES_PER_SECOND = 30;
  private static final int FILE_HEADER = 13;
  private static final int TAG_HEADER = 11;
  private static final int BACK_POINTER = 4;

  /** One tag. */
  record Tag(int type, long timestampMillis, ByteBuffer body) {
    boolean isVideo() {
      return type == 9;
    }

    boolean isKeyFrame() {
      return isVideo() && (body.get(0) >> 4 & 7) == 1;
    }

    private boolean isHeader() {
      boolean configuration = body.get(1) == 0;
      return type == 18 || (configuration && (isVideo() || isAac()));
    }

    private boolean isEndOfSequence() {
      return isVideo() && body.get(1) == 2;
    }

    private boolean isAac() {
      return (body.get(0) >> 4 & 15) == 10;
    }
  }

  /** 20 s of 720p30 H.264 at 6 Mbps with AAC at 128 kbps, made by ffmpeg. */
  static Clip make(String ffmpeg, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("clip.flv");
    Process process =
        new ProcessBuilder(
                ffmpeg,
                "-nostdin",
                "-loglevel",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30,noise=alls=30:allf=t",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000",
                "-t",
                "20",
                "-c:v",
                "libopenh264",
                "-b:v",
                "6M",
                "-maxrate",
                "6M",
                "-g",
                "60",
                "-c:a",
                "aac",
                "-b:a",
                "128k",
                "-ac",
                "2",
                "-f",
                "flv",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("clip.log").toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "the clip could not be made:\n" + Files.readString(folder.resolve("clip.log")));
    }
    return read(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  private static Clip read(ByteBuffer file) {
    List<Tag> headers = new ArrayList<>();
    List<Tag> media = new ArrayList<>();
    int at = FILE_HEADER;
    while (at + TAG_HEADER <= file.limit()) {
      int length = file.getInt(at) & 0xFFFFFF;
      long time = (file.getInt(at + 4) >>> 8) | (file.get(at + 7) & 0xFFL) << 24;
      Tag tag =
          new Tag(file.get(at) & 31, time, file.slice(at + TAG_HEADER, length).asReadOnlyBuffer());
      if (length > 1 && !tag.isEndOfSequence()) {
        (tag.isHeader() ? headers : media).add(tag);
      }
      at += TAG_HEADER + length + BACK_POINTER;
    }
    long length = media.stream().filter(Tag::isVideo).count() * 1000 / FRAMES_PER_SECOND;
    // Sound that lasts longer would step back in the next turn.
    media.removeIf(tag -> tag.timestampMillis() >= length);
    return new Clip(headers, media, length);
  }
}
