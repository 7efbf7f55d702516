package io.watertight.gateway.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.MemberSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberReadersTest {

    private static final InetSocketAddress LISTEN = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080);

    @Test
    void aNameHasTheMembersThatItHasAddresses() throws Exception {
        assertThat(new DnsMembers(new MemberSource.Dns("localhost", 8080)).read())
                .containsExactly(new Endpoint("127.0.0.1", 8080));
    }

    @Test
    void aNameThatIsNotKnownIsNoAnswer() {
        assertThatThrownBy(() -> new DnsMembers(new MemberSource.Dns("nobody.invalid", 8080)).read())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aListHasTheMembersThatAreInIt() throws Exception {
        List<Endpoint> listed = List.of(new Endpoint("a", 1), new Endpoint("b", 2));

        try (MemberReader reader = MemberReader.of(new MemberSource.Listed(listed), 8080, Duration.ZERO)) {
            assertThat(reader.read()).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void isWhatItIsConfiguredToBe() throws Exception {
        Self self = new Self(new Endpoint("gw-1", 80), LISTEN);

        assertThat(self.isAmong(Set.of(new Endpoint("gw-1", 80), new Endpoint("gw-2", 80))))
                .isTrue();
        assertThat(self.isAmong(Set.of(new Endpoint("127.0.0.1", 8080)))).isFalse();
    }

    @Test
    void isTheMemberWithItsAddressAndPort() throws Exception {
        Self self = new Self(null, LISTEN);

        assertThat(self.isAmong(Set.of(new Endpoint("localhost", 8080)))).isTrue();
        assertThat(self.isAmong(Set.of(new Endpoint("127.0.0.1", 8081)))).isFalse();
        assertThat(self.isAmong(Set.of(new Endpoint("127.0.0.2", 8080)))).isFalse();
        assertThat(self.isAmong(Set.of(new Endpoint("nobody.invalid", 8080)))).isFalse();
    }

    @Test
    void isTheMemberWithAnyAddressOfTheHostWhereItListensOnAll() throws Exception {
        Self self = new Self(null, new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080));

        assertThat(self.isAmong(Set.of(new Endpoint("127.0.0.1", 8080)))).isTrue();
        assertThat(self.isAmong(Set.of(new Endpoint("192.0.2.1", 8080)))).isFalse();
    }
}
