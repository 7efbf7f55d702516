package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.config.ConfigException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of request ends where it is to end, without a socket. */
class EmbeddedGatewayTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
    void answersEachKindOfRequestAsItIsToBeAnswered(Traffic traffic) throws IOException, ConfigException {
        byte[][] requests = traffic.requests();
        try (Exchanges gateway = new EmbeddedGateway(Traffic.gateway(1))) {
            gateway.answer(requests[0]);

            assertThat(gateway.answer(requests[1])).isEqualTo(traffic.status());
        }
    }

    @Test
    void answersTheFirstRequestOfASubjectThatIsDeniedTheNext() throws IOException, ConfigException {
        try (Exchanges gateway = new EmbeddedGateway(Traffic.gateway(1))) {
            assertThat(gateway.answer(Traffic.DENIED.requests()[0])).isEqualTo(200);
        }
    }

    @Test
    void answersWithoutAGateway() {
        try (Exchanges echo = new EmbeddedEcho()) {
            assertThat(echo.answer(Traffic.DIRECT.requests()[0])).isEqualTo(Traffic.DIRECT.status());
        }
    }
}
