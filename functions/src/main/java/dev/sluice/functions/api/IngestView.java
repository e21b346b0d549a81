package dev.sluice.functions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * How a broadcaster publishes a stream.
 *
 * @param url the RTMP base, or null where no ingest is set up
 * @param streamKey the secret key in full, once: left out but at creation and rotation
 */
record IngestView(@Nullable String url, @JsonInclude(Include.NON_NULL) @Nullable String streamKey) {
  @Override
  public String toString() {
    return "IngestView[***]";
  }
}
