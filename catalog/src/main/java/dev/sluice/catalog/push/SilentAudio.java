package dev.sluice.catalog.push;

/** Whether a silent sound track is added for a source that has none. */
public enum SilentAudio {
  OFF,
  AUTO
}
