/**
 * The bodies of audio and video messages: FLV tag headers, enhanced RTMP (Veovera, v2) included.
 */
@NullMarked
package dev.sluice.wire.flv;

import org.jspecify.annotations.NullMarked;
