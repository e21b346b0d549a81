package dev.sluice.catalog.push;

import java.util.Arrays;
import java.util.Optional;

/** Which rendition of the source a push sends. The one place that names them. */
public enum Profile {
  SOURCE("source"),
  P240("240p0"),
  P360("360p0"),
  P480("480p0"),
  P720("720p0");

  private final String wireName;

  Profile(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the API and in the table. */
  public String wireName() {
    return wireName;
  }

  public static Optional<Profile> ofWireName(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName.equals(name)).findFirst();
  }
}
