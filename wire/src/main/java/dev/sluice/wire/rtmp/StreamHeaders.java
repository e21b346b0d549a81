package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a target must have before media. The buffers are read, never moved.
 *
 * @param metadata the body of the data message, {@code @setDataFrame}, {@code onMetaData}, and the
 *     object in AMF0
 * @param video the video sequence header's message body, or null when there is none
 * @param audio the audio sequence header's message body, or null when there is none (MP3, no audio)
 */
public record StreamHeaders(
    ByteBuffer metadata, @Nullable ByteBuffer video, @Nullable ByteBuffer audio) {}
