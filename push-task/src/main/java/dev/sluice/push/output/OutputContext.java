package dev.sluice.push.output;

import dev.sluice.wire.net.Connector;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.HostResolver;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * What all outputs of an engine share.
 *
 * @param resolver looks names up where the connector does not
 * @param addressAllowed asked about every address before it is used
 */
public record OutputContext(
    EventLoop loop,
    Connector connector,
    HostResolver resolver,
    Predicate<InetAddress> addressAllowed,
    OutputTiming timing) {}
