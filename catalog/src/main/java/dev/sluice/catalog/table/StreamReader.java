package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts streams together from their items, many at a time. */
record StreamReader(Table table) {

  Optional<Stream> read(String streamId) {
    return read(List.of(streamId)).stream().findFirst();
  }

  /** Those of the streams that are there, in the order asked for. */
  List<Stream> read(List<String> streamIds) {
    List<Key> keys = new ArrayList<>();
    for (String id : streamIds) {
      keys.add(Key.stream(id));
      keys.add(Key.config(id));
    }
    Map<Key, Item> items = table.getAll(keys);
    List<StreamConfig> configs =
        streamIds.stream()
            .filter(id -> items.containsKey(Key.stream(id)))
            .map(id -> items.get(Key.config(id)))
            .filter(Objects::nonNull)
            .map(StreamConfig::read)
            .toList();
    Map<Key, Item> sessions = sessions(configs);
    return configs.stream()
        .map(
            config ->
                StreamItems.read(
                    Objects.requireNonNull(items.get(Key.stream(config.streamId()))),
                    config,
                    session(config, sessions)))
        .toList();
  }

  private Map<Key, Item> sessions(List<StreamConfig> configs) {
    List<Key> keys = new ArrayList<>();
    for (StreamConfig config : configs) {
      if (config.sessionId() != null) {
        keys.add(Key.session(config.streamId(), config.sessionId()));
        keys.add(Key.observed(config.streamId(), config.sessionId()));
      }
    }
    return table.getAll(keys);
  }

  private static @Nullable Session session(StreamConfig config, Map<Key, Item> items) {
    if (config.sessionId() == null) {
      return null;
    }
    Item record = items.get(Key.session(config.streamId(), config.sessionId()));
    Item observed = items.get(Key.observed(config.streamId(), config.sessionId()));
    return record == null ? null : SessionItems.read(record, observed, config);
  }
}
