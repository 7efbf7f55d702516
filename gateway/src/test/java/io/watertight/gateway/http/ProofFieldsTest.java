package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What answers say of a decision where a bench has asked for it. */
class ProofFieldsTest extends OverEachTransport {

    private static final String REQUEST =
            "GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n";

    @Test
    void answers_that_a_limiter_decided_name_the_replica_and_the_instant() throws Exception {
        // Given
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /, upstream: origin, policy: default }")
                .policy("limit: 1/1h, burst: 1, key: sub")
                .proof("decisionTime: true, replica: gw-7")));
        long before = System.nanoTime();

        // When
        HttpMessage admitted = client.send(REQUEST).readResponse();
        HttpMessage limited = client.send(REQUEST).readResponse();

        // Then
        assertThat(admitted.status()).isEqualTo(200);
        assertThat(limited.status()).isEqualTo(429);
        for (HttpMessage answer : new HttpMessage[] {admitted, limited}) {
            assertThat(answer.field("Watertight-Replica")).isEqualTo("gw-7");
            assertThat(Long.parseLong(String.valueOf(answer.field("Watertight-Decided-At"))))
                    .isBetween(before, System.nanoTime());
        }
    }

    @Test
    void nobody_else_speaks_in_the_replicas_name() throws Exception {
        // Given
        ScriptedOrigin origin = origin(
                ScriptedOrigin.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nwatertight-replica: gw-8\r\nWatertight-Decided-At: 1\r\n\r\n"));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /, upstream: origin, policy: default }")));

        // When
        HttpMessage answer = client.send(REQUEST).readResponse();

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Watertight-Replica")).isNull();
        assertThat(answer.field("Watertight-Decided-At")).isNull();
    }
}
