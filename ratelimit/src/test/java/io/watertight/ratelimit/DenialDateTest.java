package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request may be held up between its reading of the clock and its charge, while another one passes it. */
class DenialDateTest {

    private static final Quota ONE_PER_100_NS = new Quota(1, Duration.ofNanos(100), 1);
    private static final SubjectKey SUBJECT = new SubjectKey(1, 2);

    private final CaffeineBucketStore store = new CaffeineBucketStore(() -> 0, new BucketCap(10));
    private final List<Decision> decisions = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    /** A limiter whose clock shows these instants, one after the other. */
    private LocalLimiter limiterThatReads(long... instants) {
        int[] next = new int[1];
        return new LocalLimiter(() -> instants[next[0]++], store);
    }

    @Test
    void aDenialIsDatedBehindTheAdmissionThatItIsDueTo() {
        // Given an admission at 50, which overtakes a request that has read the clock at 0
        limiterThatReads(50).decide(SUBJECT, ONE_PER_100_NS, 1, decisions::add);

        // When that request is decided, at 60
        limiterThatReads(0, 60).decide(SUBJECT, ONE_PER_100_NS, 1, decisions::add);

        // Then it is denied as of 60, where it could not be otherwise, and not as of 0
        assertThat(decisions.getLast()).isEqualTo(new Decision.Denied(ONE_PER_100_NS, 60, 90));
    }

    @Test
    void whatIsNoLongerDueToAnythingIsNoDenial() {
        // Given
        limiterThatReads(50).decide(SUBJECT, ONE_PER_100_NS, 1, decisions::add);

        // When the request that has read the clock at 0 is held up until the bucket is full again
        limiterThatReads(0, 150).decide(SUBJECT, ONE_PER_100_NS, 1, decisions::add);

        // Then
        assertThat(decisions.getLast()).isEqualTo(new Decision.Admitted(ONE_PER_100_NS, 150, 0, 100));
    }
}
