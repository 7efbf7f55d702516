package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTableTest {

    private static final Quota QUOTA = new Quota(1000, Duration.ofSeconds(1), 1000);
    private static final SubjectKey SUBJECT = new SubjectKey(1, 2);
    private static final long LIFE = 100_000_000;

    private long now = 1_000_000;
    private long stall;

    /** Each look at the clock is so much later than the one before. */
    private long read() {
        now += stall;
        return now;
    }

    @Test
    void aLeaseIsKeptToItsEndHoweverLongItTookToEnterIt() {
        LeaseAccount account = new LeaseAccount();
        LeaseTable table =
                new LeaseTable(this::read, new BucketCap(10), account, Runnable::run, Scheduler.disabledScheduler());
        long end = now + LIFE;
        stall = LIFE / 10;
        enter(table, account, end);
        stall = 0;

        now = end - 1;
        enter(table, account, end + LIFE);
        assertThat(table.ledger()).isEqualTo(new Ledger(1, 0, 0, 1));

        now = end + LIFE;
        enter(table, account, end + 2 * LIFE);
        assertThat(table.ledger()).isEqualTo(new Ledger(2, 1, 0, 1));
    }

    private static void enter(LeaseTable table, LeaseAccount account, long end) {
        table.enter(
                SUBJECT,
                QUOTA,
                () -> new Lease(QUOTA, LIFE, 10, end - LIFE),
                lease -> lease.granted(5, end, 1, LIFE, end - LIFE, account));
    }
}
