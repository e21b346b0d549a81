package dev.sluice.catalog.target;

/** What a target speaks. */
public enum Protocol {
  RTMP,
  RTMPS,
  SRT
}
