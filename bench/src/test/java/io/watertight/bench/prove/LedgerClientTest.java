package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.proof.LedgerSample;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LedgerClientTest {

    private static final String LEDGER = """
            {"instance":"ab","maxBuckets":10,"live":7,"policies":{"default":{"created":10,"expired":3,"overflowed":2,
            "live":7,"admitted":12,"denied":1,"cleanupCadenceNanos":2600000000}},"nowNanos":123}
            """;

    @Test
    void aLedgerIsReadWithTheInstantsAroundIt() throws IOException {
        assertThat(LedgerClient.parse(LEDGER, "default", 100, 130).sample())
                .isEqualTo(new LedgerSample(100, 123, 130, 10, 3, 2, 7, 12, 1, 2_600_000_000L));
    }

    @Test
    void aLedgerWithoutThePolicyIsNone() {
        assertThatThrownBy(() -> LedgerClient.parse(LEDGER, "other", 1, 2))
                .isInstanceOf(IOException.class)
                .hasMessage("the ledger has no policy other");
    }

    @Test
    void aLedgerWithoutACountIsNone() {
        assertThatThrownBy(() -> LedgerClient.parse(LEDGER.replace("\"expired\":3,", ""), "default", 1, 2))
                .isInstanceOf(IOException.class)
                .hasMessage("the ledger has no number expired");
    }
}
