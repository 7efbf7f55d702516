package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/**
 * What all replicas together admit to one subject, in whatever history, over every window. Ten thousand histories for each
 * mode.
 */
class RemoteHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("watertight.histories", 10_000);

    @Test
    void byOneStoreReplicasAdmitWhatOneWouldUpToTheTimeAnAnswerTakes() {
        Property.holds(HISTORIES, random -> {
            RemoteHistory history = new RemoteHistory(
                    random,
                    (clock, link, outage, standIn) ->
                            new RemoteLimiter(clock, link, outage, standIn, new DenialMemo(clock.nanoTime(), 64)));

            history.play();

            history.law().assertHolds(history.quota(), history.timeoutNanos());
        });
    }

    @Test
    void byLeasesReplicasAdmitNoMoreThanTheLifeOfALeaseOnTop() {
        Property.holds(HISTORIES, random -> {
            double slack = random.nextDouble(0.05, 1);
            RemoteHistory history = new RemoteHistory(
                    random, (clock, link, outage, standIn) -> RemoteHistory.lease(clock, link, outage, standIn, slack));

            history.play();

            long life = (long) (slack * history.quota().timeToFullNanos());
            history.law().assertHolds(history.quota(), Math.max(life, history.timeoutNanos()));
        });
    }

    @Test
    void chargingAfterwardsBreaksIt() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Property.holds(HISTORIES, random -> {
                    RemoteHistory history = new RemoteHistory(
                            random, (clock, link, outage, standIn) -> new PostChargedLimiter(clock, link));

                    history.play();

                    history.law().assertHolds(history.quota(), history.quota().timeToFullNanos());
                }));
    }

    @Test
    void aLeaseThatIsSpentAfterItsEndBreaksIt() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Property.holds(HISTORIES, random -> {
                    double slack = random.nextDouble(0.05, 0.2);
                    RemoteHistory history = new RemoteHistory(
                            random,
                            (clock, link, outage, standIn) -> RemoteHistory.lease(clock, link, outage, standIn, 1));

                    history.play();

                    long life = (long) (slack * history.quota().timeToFullNanos());
                    history.law().assertHolds(history.quota(), Math.max(life, history.timeoutNanos()));
                }));
    }
}
