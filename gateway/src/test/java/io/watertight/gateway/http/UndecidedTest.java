package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.SubjectKey;
import org.junit.jupiter.api.Test;

/** What a client hears where the limiter cannot decide. */
class UndecidedTest extends OverEachTransport {

    /** Cannot say, and says so on a thread of its own. */
    private static final class UndecidedLimiter implements Limiter {

        @Override
        public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
            Thread.ofVirtual().start(() -> then.onDecision(new Decision.Unavailable(quota, 0, 1_500_000_000L)));
        }

        @Override
        public Ledger ledger() {
            return new Ledger(0, 0, 0, 0);
        }

        @Override
        public long cleanupCadenceNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void it_is_503_with_the_time_to_come_back_and_the_connection_lives_on() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /free, upstream: origin, auth: none }")
                .route("{ path: /, upstream: origin, policy: default }")
                .limiters((policy, parts) -> new UndecidedLimiter())));

        HttpMessage held = client.send("GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n")
                .readResponse();
        HttpMessage free = client.send(get("/free")).readResponse();

        assertThat(held.status()).isEqualTo(503);
        assertThat(held.field("Retry-After")).isEqualTo("2");
        assertThat(held.field("RateLimit")).isNull();
        assertThat(held.text())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"the rate limiter's store is not available\"}");
        assertThat(free.text()).isEqualTo("here");
    }
}
