/** RTMP and RTMPS: shared chunks over non-blocking sockets. */
@NullMarked
package dev.sluice.push.output.rtmp;

import org.jspecify.annotations.NullMarked;
