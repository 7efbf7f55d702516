package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** A gateway one of whose event loops no longer runs: its connections get no answer, and nobody but a restart helps them. */
class StandstillTest extends OverEachTransport {

    @Test
    void aLoopThatStandsStillIsToldOfOnTheAdminPort() throws Exception {
        assumeThat(transport).as("one is enough, for it takes seconds").isEqualTo("nio");
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        GatedLimiter limiter = new GatedLimiter();
        GatewayUnderTest gateway = start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /, upstream: origin, policy: default }")
                .limiters((policy, parts) -> limiter));
        HttpMessage before = gateway.admin("/livez");
        RawConnection client =
                client(gateway).send("GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n");
        limiter.awaitRequest();

        Await.until("the loop is taken for dead", () -> status(gateway, "/livez") == 503);
        HttpMessage alive = gateway.admin("/livez");
        HttpMessage ready = gateway.admin("/readyz");
        limiter.admit();

        assertThat(before.status()).isEqualTo(200);
        assertThat(alive.text()).matches("not alive: event loop 0 has stood still for [0-9]+ s\n");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.text()).matches("not ready: event loop 0 has stood still for [0-9]+ s\n");
        assertThat(client.readResponse().text()).isEqualTo("here");
        Await.until("it lives again", () -> status(gateway, "/livez") == 200);
        Await.until("it is ready again", () -> status(gateway, "/readyz") == 200);
    }

    private static int status(GatewayUnderTest gateway, String page) {
        try {
            return gateway.admin(page).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
