package dev.sluice.catalog.stream;

import dev.sluice.catalog.secret.Secret;

/** A stream with its ingest key in clear: only at creation and rotation. */
public record KeyedStream(Stream stream, Secret ingestKey) {}
