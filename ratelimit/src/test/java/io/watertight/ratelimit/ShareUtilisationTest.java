package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What part of what one exact limiter would have admitted replicas with equal shares do admit: the price of the mode. It
 * depends on how a subject's requests fall on the replicas. Poisson arrivals on virtual time, ten minutes for each
 * subject, always the same random numbers; the table goes to the test's output. For figures that are kept:
 *
 * <pre>mvn -pl ratelimit test -Dtest=ShareUtilisationTest -Dwatertight.share.subjects=100</pre>
 */
class ShareUtilisationTest {

    private static final Quota QUOTA = new Quota(10, Duration.ofSeconds(1), 20);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long DURATION = 600 * SECOND;
    private static final int SUBJECTS = Integer.getInteger("watertight.share.subjects", 10);
    private static final double[] DEMANDS = {0.5, 0.9, 1, 2, 10};

    /** How the requests of a subject fall on replicas. */
    private enum Connections {
        EACH_REQUEST_ANYWHERE(0),
        EIGHT(8),
        TWO(2),
        ONE(1);

        private final int count;

        Connections(int count) {
            this.count = count;
        }

        /** From a replica count to a replica, for each request. */
        IntUnaryOperator of(int replicas, SplittableRandom random) {
            if (count == 0) {
                return random::nextInt;
            }
            int[] chosen = IntStream.range(0, count)
                    .map(any -> random.nextInt(replicas))
                    .toArray();
            return any -> chosen[random.nextInt(count)];
        }
    }

    @Test
    void tellsWhatPartOfTheLimitCanBeUsed() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-10s%-24s", "replicas", "connections"));
        for (double demand : DEMANDS) {
            table.append(String.format(Locale.ROOT, "%8.1fx", demand));
        }
        for (int replicas : new int[] {1, 3, 8}) {
            for (Connections connections : Connections.values()) {
                table.append(String.format(Locale.ROOT, "%n%-10d%-24s", replicas, connections));
                for (double demand : DEMANDS) {
                    double utilisation = utilisation(replicas, connections, demand);
                    table.append(String.format(Locale.ROOT, "%8.1f%%", 100 * utilisation));
                    assertThat(utilisation).isGreaterThan(0.9 / replicas).isLessThanOrEqualTo(1);
                    if (replicas == 1) {
                        assertThat(utilisation).isEqualTo(1);
                    }
                }
            }
        }
        System.out.println(table);
    }

    private static double utilisation(int replicas, Connections connections, double demand) {
        SplittableRandom random = new SplittableRandom(42);
        long shared = 0;
        long exact = 0;
        for (int i = 0; i < SUBJECTS; i++) {
            SubjectKey subject = Arbitrary.subject(random);
            ManualClock clock = new ManualClock(0);
            List<Limiter> limiters = new ArrayList<>();
            for (int j = 0; j < replicas; j++) {
                limiters.add(limiter(clock, replicas));
            }
            Limiter alone = limiter(clock, 1);
            IntUnaryOperator route = connections.of(replicas, random);
            double meanNanos = QUOTA.emissionIntervalNanos() / demand;
            while (clock.nanoTime() < DURATION) {
                clock.advance((long) (-Math.log(1 - random.nextDouble()) * meanNanos));
                shared += admits(limiters.get(route.applyAsInt(replicas)), subject);
                exact += admits(alone, subject);
            }
        }
        return Math.min(1, (double) shared / exact);
    }

    private static Limiter limiter(ManualClock clock, int members) {
        return new ShareLimiter(
                new VirtualTime(clock, Share.oneOf(members)),
                () -> BelowFloor.FLOOR,
                any -> new CheckThenActBucketStore());
    }

    private static int admits(Limiter limiter, SubjectKey subject) {
        boolean[] admitted = new boolean[1];
        limiter.decide(subject, QUOTA, 1, decision -> admitted[0] = decision instanceof Decision.Admitted);
        return admitted[0] ? 1 : 0;
    }
}
