package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** A gateway that is one of two which share a limit, and one that becomes it while it runs. */
class SharedLimitTest extends OverEachTransport {

    private static final int BURST = 6;
    private static final String POLICY = "limit: 6/1h, burst: " + BURST;

    private final int port = FreePort.find();

    private String shared(String period) {
        return "mode: share, share: { members: [ '127.0.0.1:" + port + "', '127.0.0.1:1' ], period: " + period + " }";
    }

    private GatewayUnderTest.Builder limited(ScriptedOrigin origin, String limiter) {
        return gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /, upstream: origin, policy: default }")
                .policy(POLICY)
                .listen("127.0.0.1:" + port)
                .limiter(limiter);
    }

    private static int status(RawConnection client) throws IOException {
        return client.send("GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n")
                .readResponse()
                .status();
    }

    private static int passed(RawConnection client, int requests) throws IOException {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += status(client) == 200 ? 1 : 0;
        }
        return passed;
    }

    private static boolean isReady(GatewayUnderTest gateway) {
        try {
            return gateway.admin("/readyz").status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoJoinsIsNotReadyBeforeItHasItsShareAndBeginsEmpty() throws Exception {
        // Given
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        GatewayUnderTest gateway = start(limited(origin, shared("2s")));
        HttpMessage atFirst = gateway.admin("/readyz");
        // When
        Await.until("it is ready", () -> isReady(gateway));
        // Then
        assertThat(atFirst.status()).isEqualTo(503);
        assertThat(gateway.ledger())
                .contains("\"mode\":\"share\",\"share\":{\"members\":2,\"share\":0.5,")
                .contains("\"history\":[[");
        assertThat(gateway.admin("/metrics").text())
                .contains(
                        "watertight_members 2.0",
                        "watertight_share 0.5",
                        "watertight_limiter_mode{mode=\"share\"} 1.0");
        assertThat(status(client(gateway))).isEqualTo(429);
    }

    @Test
    void aReloadToASharedLimitAndBackKeepsWhatWasUsed() throws Exception {
        // Given
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        GatewayUnderTest gateway = start(limited(origin, "mode: local"));
        RawConnection client = client(gateway);
        int before = passed(client, 1);
        // When
        gateway.reload(limited(origin, shared("100ms")));
        Await.until("it has its share", () -> gateway.ledger().contains("\"share\":0.5,"));
        int asOneOfTwo = passed(client, BURST);
        gateway.reload(limited(origin, "mode: local"));
        int aloneAgain = passed(client, BURST);
        // Then
        assertThat(before).isEqualTo(1);
        assertThat(asOneOfTwo).isEqualTo(BURST / 2);
        assertThat(aloneAgain).isZero();
        assertThat(gateway.ledger()).contains("\"mode\":\"local\"").doesNotContain("\"share\"");
    }

    @Test
    void aReloadOfTheQuotaKeepsWhatWasUsed() throws Exception {
        // Given
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        GatewayUnderTest gateway = start(limited(origin, "mode: local"));
        RawConnection client = client(gateway);
        int before = passed(client, BURST);
        // When
        gateway.reload(limited(origin, "mode: local").policy("limit: 6/1h, burst: 60"));
        // Then
        assertThat(before).isEqualTo(BURST);
        assertThat(status(client)).isEqualTo(429);
    }
}
