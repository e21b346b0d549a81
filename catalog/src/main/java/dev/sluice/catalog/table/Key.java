package dev.sluice.catalog.table;

import dev.sluice.catalog.launch.Launches;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of one item; the one place that spells keys. {@link SluiceTable} tells what rests there.
 */
record Key(String partition, String sort) {
  private static final String META = "META";
  private static final int MAX_PARTITION_BYTES = 2048;
  private static final int MAX_SORT_BYTES = 1024;

  static final String STREAM_PREFIX = "STREAM#";
  static final String TARGET_PREFIX = "TARGET#";
  static final String PUSH_PREFIX = "PUSH#";
  static final String SESSION_PREFIX = "SESSION#";
  static final String USED_PREFIX = "USED#";

  static Key account(String accountId) {
    return new Key(accountPartition(accountId), META);
  }

  static Key accountStream(String accountId, String streamId) {
    return new Key(accountPartition(accountId), STREAM_PREFIX + streamId);
  }

  static Key accountTarget(String accountId, String targetId) {
    return new Key(accountPartition(accountId), TARGET_PREFIX + targetId);
  }

  static Key accountApiKey(String accountId, String keyId) {
    return new Key(accountPartition(accountId), "KEY#" + keyId);
  }

  static Key apiKey(String hash) {
    return new Key("KEY#" + hash, META);
  }

  static Key ingestKey(String hash) {
    return new Key("INGEST#" + hash, META);
  }

  /** Of a key that was rotated away while its stream was live. */
  static Key formerIngestKey(String hash) {
    return new Key("INGEST#" + hash, "FORMER");
  }

  static Key stream(String streamId) {
    return new Key(streamPartition(streamId), META);
  }

  static Key config(String streamId) {
    return new Key(streamPartition(streamId), "CONFIG");
  }

  static Key lease(String streamId) {
    return new Key(streamPartition(streamId), "LEASE");
  }

  static Key push(String streamId, String pushId) {
    return new Key(streamPartition(streamId), PUSH_PREFIX + pushId);
  }

  static Key status(String streamId, String pushId) {
    return new Key(streamPartition(streamId), "STATUS#" + pushId);
  }

  static Key counters(String streamId) {
    return new Key(streamPartition(streamId), "COUNTERS");
  }

  static Key session(String streamId, String sessionId) {
    return new Key(streamPartition(streamId), SESSION_PREFIX + sessionId);
  }

  static Key observed(String streamId, String sessionId) {
    return new Key(streamPartition(streamId), "OBSERVED#" + sessionId);
  }

  static Key target(String targetId) {
    return new Key(targetPartition(targetId), META);
  }

  static Key used(String targetId, String streamId, String pushId) {
    return new Key(targetPartition(targetId), USED_PREFIX + streamId + "#" + pushId);
  }

  static Key live(String streamId, String sessionId) {
    return new Key(livePartition(shard(streamId)), streamId + "#" + sessionId);
  }

  static Key idempotency(String accountId, String keyHash) {
    return new Key("IDEMPOTENCY#" + accountId + "#" + keyHash, META);
  }

  static String accountPartition(String accountId) {
    return "ACCOUNT#" + accountId;
  }

  static String streamPartition(String streamId) {
    return "STREAM#" + streamId;
  }

  static String targetPartition(String targetId) {
    return "TARGET#" + targetId;
  }

  static String livePartition(int shard) {
    return "LIVE#" + shard;
  }

  private static int shard(String streamId) {
    return Math.floorMod(streamId.hashCode(), Launches.SHARDS);
  }

  /** False for a key that DynamoDB would refuse: an id of a client that is far too long, say. */
  boolean storable() {
    return bytes(partition) <= MAX_PARTITION_BYTES && bytes(sort) <= MAX_SORT_BYTES;
  }

  Map<String, AttributeValue> attributes() {
    return Map.of(
        SluiceTable.PARTITION_KEY,
        AttributeValue.fromS(partition),
        SluiceTable.SORT_KEY,
        AttributeValue.fromS(sort));
  }

  static Key of(Map<String, AttributeValue> attributes) {
    Item item = new Item(attributes);
    return new Key(item.text(SluiceTable.PARTITION_KEY), item.text(SluiceTable.SORT_KEY));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
