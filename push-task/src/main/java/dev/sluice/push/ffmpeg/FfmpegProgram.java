package dev.sluice.push.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * The {@code ffmpeg} and {@code ffprobe} programs that the FFmpeg jar brings: independent peers
 * with nothing installed. Thread-safe.
 *
 * <p>The programs link libavdevice, and that sound and screen libraries which a server does not
 * have and nothing here calls. Where one is missing, a link of its name to a small library of the
 * jar stands in for it; the loader asks for no more as long as no device is opened.
 */
public final class FfmpegProgram {
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (\\S+): cannot open");
  private static final String STAND_IN = "libva-drm.so.2";
  private static final int MOST_STAND_INS = 16;

  private FfmpegProgram() {}

  /** A process builder for {@code ffmpeg} with these arguments; nothing is started yet. */
  public static ProcessBuilder ffmpeg(List<String> arguments) {
    return builder("ffmpeg", arguments);
  }

  /** A process builder for {@code ffprobe} with these arguments; nothing is started yet. */
  public static ProcessBuilder ffprobe(List<String> arguments) {
    return builder("ffprobe", arguments);
  }

  private static ProcessBuilder builder(String program, List<String> arguments) {
    Path folder = Installed.FOLDER;
    List<String> command = new ArrayList<>();
    command.add(folder.resolve(executable(program)).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .merge(
            "LD_LIBRARY_PATH",
            folder + File.pathSeparator + standIns(folder),
            (old, ours) -> ours + File.pathSeparator + old);
    return builder;
  }

  private static String executable(String program) {
    return Loader.getPlatform().startsWith("windows") ? program + ".exe" : program;
  }

  private static Path standIns(Path folder) {
    return folder.resolveSibling("stand-ins");
  }

  /** Extracted once, when first asked for. */
  private static final class Installed {
    static final Path FOLDER = install();

    private static Path install() {
      try {
        File folder =
            Loader.cacheResource(
                org.bytedeco.ffmpeg.global.avutil.class,
                "/org/bytedeco/ffmpeg/" + Loader.getPlatform());
        if (folder == null) {
          throw new IllegalStateException("no FFmpeg for " + Loader.getPlatform());
        }
        for (String program : List.of("ffmpeg", "ffprobe")) {
          File file = new File(folder, executable(program));
          if (!file.canExecute() && !file.setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
          }
        }
        Path path = folder.toPath();
        provideMissingLibraries(path);
        return path;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void provideMissingLibraries(Path folder) throws IOException {
      for (int i = 0; i < MOST_STAND_INS; i++) {
        Matcher missing = MISSING.matcher(versionOutput(folder));
        if (!missing.find()) {
          return;
        }
        Files.createDirectories(standIns(folder));
        try {
          Files.createSymbolicLink(
              standIns(folder).resolve(missing.group(1)), folder.resolve(STAND_IN));
        } catch (FileAlreadyExistsException e) {
          // Another process was first.
        }
      }
    }

    private static String versionOutput(Path folder) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(folder.resolve(executable("ffmpeg")).toString(), "-version");
      builder.environment().put("LD_LIBRARY_PATH", folder + File.pathSeparator + standIns(folder));
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
