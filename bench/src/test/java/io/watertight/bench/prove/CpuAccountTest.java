package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CpuAccountTest {

    private final AtomicLong process = new AtomicLong();
    private final CpuAccount account = new CpuAccount(process::get);

    @Test
    void whatGoesIntoAnObservationIsSeenNeitherMeanwhileNorLater() throws IOException {
        process.set(100);
        long before = account.nanos();
        account.begin();
        process.set(180);
        long meanwhile = account.nanos();
        account.end();
        long after = account.nanos();
        process.set(200);
        long later = account.nanos();

        assertThat(new long[] {before, meanwhile, after, later}).containsExactly(100, 100, 100, 120);
    }

    @Test
    void itNeverRunsBackwardsWhileObservationsComeAndGo() throws Exception {
        Thread observer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 200_000; i++) {
                    process.incrementAndGet();
                    account.begin();
                    process.addAndGet(1000);
                    account.end();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        long last = 0;
        while (observer.isAlive()) {
            long now = account.nanos();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }

        assertThat(account.nanos()).isEqualTo(200_000);
    }
}
