/**
 * RTMP without sockets: handshake, chunk stream, a publisher's and a server's session. Bytes go in,
 * bytes and events come out; a caller owns the connection and the threads.
 */
@NullMarked
package dev.sluice.wire.rtmp;

import org.jspecify.annotations.NullMarked;
