package io.watertight.gateway.membership;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.MemberSource;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of a name. A replica that has one of either family counts once, so only one family is looked at. */
final class DnsMembers implements MemberReader {

    private final MemberSource.Dns source;

    DnsMembers(MemberSource.Dns source) {
        this.source = source;
    }

    @Override
    public Set<Endpoint> read() throws IOException {
        List<InetAddress> all = Arrays.asList(InetAddress.getAllByName(source.name()));
        boolean any4 = all.stream().anyMatch(Inet4Address.class::isInstance);
        return all.stream()
                .filter(address -> address instanceof Inet4Address == any4)
                .map(address -> new Endpoint(address.getHostAddress(), source.port()))
                .collect(Collectors.toSet());
    }
}
