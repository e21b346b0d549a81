package dev.sluice.bench.contender;

import dev.sluice.catalog.target.Protocol;
import java.nio.file.Path;
import java.util.List;

/**
 * What a contender is to do once.
 *
 * @param sourceUrl the live source
 * @param targets full URLs, the probe's first; an RTMP one ends in its stream key
 * @param caFile whom to trust for RTMPS
 * @param folder for files and logs
 */
public record Trial(
    Protocol protocol, String sourceUrl, List<String> targets, Path caFile, Path folder) {
  public Trial {
    targets = List.copyOf(targets);
  }
}
