/**
 * Non-blocking TCP and TLS connections on one event loop, without a word about media.
 *
 * <p>The pieces: an {@link dev.sluice.wire.net.EventLoop} (one thread, one selector), a {@link
 * dev.sluice.wire.net.Connector} that turns a host name into a {@link
 * dev.sluice.wire.net.Connection} (name look-up, address race, TLS), and a {@link
 * dev.sluice.wire.net.Listener} for the other side.
 */
@NullMarked
package dev.sluice.wire.net;

import org.jspecify.annotations.NullMarked;
