package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The law's one pass against the law by its letter: every window that starts and ends with an admission. */
class AdmissionLawTest {

    private static final Quota TWO_AND_ONE_PER_TEN = new Quota(1, Duration.ofNanos(10), 2);

    @Test
    void allowsTheBurstAndWhatIsGainedToTheNanosecond() {
        AdmissionLaw law = new AdmissionLaw();
        law.admitted(-5, 2);
        law.admitted(15, 1);
        law.admitted(5, 1);

        law.assertHolds(TWO_AND_ONE_PER_TEN);
    }

    @Test
    void objectsToOnePermitANanosecondTooEarly() {
        AdmissionLaw law = new AdmissionLaw();
        law.admitted(-5, 2);
        law.admitted(14, 1);
        law.admitted(5, 1);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> law.assertHolds(TWO_AND_ONE_PER_TEN))
                .withMessageStartingWith("1 permits too many in a window that ends 19 ns after the first admission");
    }

    @Test
    void agreesWithLookingAtEveryWindow() {
        Property.holds(5_000, random -> {
            // Given
            Quota quota =
                    new Quota(random.nextLong(1, 8), Duration.ofNanos(random.nextLong(10, 40)), random.nextLong(1, 5));
            long[] instants = instants(random);
            AdmissionLaw law = new AdmissionLaw();
            for (long instant : instants) {
                law.admitted(instant, 1);
            }
            // When
            boolean holds = catchThrowable(() -> law.assertHolds(quota)) == null;
            // Then
            assertThat(holds).isEqualTo(holdsInEveryWindow(quota, instants));
        });
    }

    private static long[] instants(SplittableRandom random) {
        return random.longs(random.nextInt(1, 12), 0, 60).sorted().toArray();
    }

    private static boolean holdsInEveryWindow(Quota quota, long[] instants) {
        BigInteger interval = BigInteger.valueOf(quota.emissionIntervalNanos());
        for (int first = 0; first < instants.length; first++) {
            for (int last = first; last < instants.length; last++) {
                BigInteger rate =
                        BigInteger.valueOf(instants[last] - instants[first]).divide(interval);
                if (last - first + 1 > quota.burst() + rate.longValueExact()) {
                    return false;
                }
            }
        }
        return true;
    }
}
