/**
 * AMF0, the encoding of RTMP's commands and metadata (Adobe, Action Message Format AMF 0, 2007).
 */
@NullMarked
package dev.sluice.wire.amf;

import org.jspecify.annotations.NullMarked;
