package io.watertight.gateway.membership;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.MemberSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Asks who the members are. Used by one thread, which it may block. */
interface MemberReader extends AutoCloseable {

    /**
     * The members there are now, each once.
     *
     * @throws IOException if there was no answer
     */
    Set<Endpoint> read() throws IOException;

    @Override
    default void close() {}

    /**
     * The reader of that source.
     *
     * @param ownPort the port this replica listens on
     * @param timeout how long an answer may take, where that can be told
     */
    static MemberReader of(MemberSource source, int ownPort, Duration timeout) {
        return switch (source) {
            case MemberSource.Listed listed -> {
                Set<Endpoint> members = Set.copyOf(listed.members());
                yield () -> members;
            }
            case MemberSource.Dns dns -> new DnsMembers(dns);
            case MemberSource.EndpointSlices slices -> new EndpointSliceMembers(slices, ownPort, timeout);
        };
    }
}
