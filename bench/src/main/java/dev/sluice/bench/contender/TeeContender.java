package dev.sluice.bench.contender;

import dev.sluice.bench.process.Child;
import dev.sluice.catalog.target.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code ffmpeg -f tee -use_fifo 1}, the program of JavaCV's jar. */
public record TeeContender(String ffmpeg) implements Contender {
  @Override
  public String name() {
    return "tee";
  }

  @Override
  public boolean speaks(Protocol protocol) {
    return true;
  }

  @Override
  public Child start(Trial trial) throws IOException {
    String format = trial.protocol() == Protocol.SRT ? "mpegts" : "flv";
    // tee_url escapes nothing that our URLs have but the bar; TLS is verified as Sluice does.
    String options =
        "[f="
            + format
            + ":onfail=ignore"
            + (trial.protocol() == Protocol.RTMPS ? ":tls_verify=1:ca_file=" + trial.caFile() : "")
            + "]";
    String outputs =
        trial.targets().stream().map(url -> options + url).collect(Collectors.joining("|"));
    return Child.start(
        List.of(
            ffmpeg,
            "-nostdin",
            "-loglevel",
            "error",
            "-probesize",
            "1000000",
            "-analyzeduration",
            "500000",
            "-fflags",
            "nobuffer",
            "-i",
            trial.sourceUrl(),
            "-c",
            "copy",
            "-map",
            "0:v",
            "-map",
            "0:a",
            "-f",
            "tee",
            "-use_fifo",
            "1",
            outputs),
        Map.of(),
        trial.folder().resolve("tee.log"));
  }

  @Override
  public void clear() {}
}
