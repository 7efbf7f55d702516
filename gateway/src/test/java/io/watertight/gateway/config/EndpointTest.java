package io.watertight.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:8080, 0.0.0.0, 8080",
        "[::]:0, ::, 0",
        "[2001:db8::1]:65535, 2001:db8::1, 65535",
        "localhost:80, localhost, 80",
        "echo.default.svc:8081, echo.default.svc, 8081",
        "3scale.example:1, 3scale.example, 1"
    })
    void whatIsParsedPrintsAsItWasWritten(String text, String host, int port) {
        // When
        Endpoint endpoint = Endpoint.parse(text);

        // Then
        assertThat(endpoint).isEqualTo(new Endpoint(host, port)).hasToString(text);
    }

    @Test
    void hostAndPortTellEndpointsApart() {
        Endpoint endpoint = new Endpoint("localhost", 80);

        assertThat(endpoint).isEqualTo(new Endpoint("localhost", 80)).hasSameHashCodeAs(new Endpoint("localhost", 80));
        assertThat(endpoint).isNotEqualTo(new Endpoint("localhost", 81)).isNotEqualTo(new Endpoint("127.0.0.1", 80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8080",
                ":8080",
                "a:",
                "a:b",
                "a:65536",
                "a:99999",
                "a:080",
                "a:+80",
                "a: 80",
                "a:80 ",
                "::1:80",
                "[::1]",
                "[a]:80",
                "[127.0.0.1]:80",
                "[::1%eth0]:80",
                "[::ffff:1.2.3.4]:80",
                "1.2.3:80",
                "1.2.3.256:80",
                "01.2.3.4:80",
                "1:80",
                "a..b:80",
                "-a:80",
                "a-:80",
                "a_b:80",
                "http://a:80",
                "a/b:80",
                "*:80"
            })
    void whatIsNoEndpointIsRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080");
    }

    @Test
    void anEndpointMadeInCodeKeepsTheSameRules() {
        assertThatThrownBy(() -> new Endpoint("no host", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "host: no host (expected: an IP address or a host name);" + " port: -1 (expected: 0 to 65535)");
    }
}
