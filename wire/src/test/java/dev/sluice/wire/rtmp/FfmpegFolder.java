package dev.sluice.wire.rtmp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/**
 * Where the FFmpeg jar's programs lie once extracted, and what the loader must search for them.
 * They link libavdevice, and that sound libraries which a server does not have and no test calls: a
 * small library of the jar stands in for each that is missing.
 */
final class FfmpegFolder {
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (\\S+): cannot open");
  private static final String STAND_IN = "libva-drm.so.2";
  private static final int MOST_STAND_INS = 16;

  private final Path folder;
  private final Path standIns;

  private FfmpegFolder(Path folder, Path standIns) {
    this.folder = folder;
    this.standIns = standIns;
  }

  /** Extracts the programs; stand-ins are put into a directory of the test's. */
  static FfmpegFolder extract(Path directory) throws IOException {
    File folder =
        Loader.cacheResource(avutil.class, "/org/bytedeco/ffmpeg/" + Loader.getPlatform());
    if (folder == null) {
      throw new AssertionError("the FFmpeg jar has no program for " + Loader.getPlatform());
    }
    FfmpegFolder extracted =
        new FfmpegFolder(folder.toPath(), Files.createTempDirectory(directory, "stand-ins"));
    if (!Files.isExecutable(extracted.program())
        && !extracted.program().toFile().setExecutable(true)) {
      throw new AssertionError(extracted.program() + " cannot be made executable");
    }
    for (int i = 0; i < MOST_STAND_INS && extracted.provideMissing(); i++) {
      // The loader names one library at a time.
    }
    return extracted;
  }

  Path program() {
    return folder.resolve("ffmpeg");
  }

  /** For {@code LD_LIBRARY_PATH}: the libraries beside the program find each other only by it. */
  String libraryPath() {
    return folder + File.pathSeparator + standIns;
  }

  private boolean provideMissing() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program().toString(), "-version");
    builder.environment().put("LD_LIBRARY_PATH", libraryPath());
    Process process = builder.redirectErrorStream(true).start();
    try (var words = process.inputReader()) {
      Matcher missing = MISSING.matcher(words.readAllAsString());
      if (!missing.find()) {
        return false;
      }
      Files.createSymbolicLink(standIns.resolve(missing.group(1)), folder.resolve(STAND_IN));
      return true;
    }
  }
}
