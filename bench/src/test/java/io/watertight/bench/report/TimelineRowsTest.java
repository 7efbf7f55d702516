package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LimitUnderTest;
import io.watertight.bench.proof.LimiterAccount;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.LoadSummary;
import io.watertight.bench.proof.ModeUnderTest;
import io.watertight.bench.proof.OutagePolicy;
import io.watertight.bench.proof.Phases;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.proof.RunEvent;
import io.watertight.bench.proof.Span;
import io.watertight.bench.proof.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimelineRowsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void whatWasDoneAndWhatReplicasMadeOfItIsToldInOrderOfTime() {
        // Given
        EvidenceLog log = new EvidenceLog(
                new LimitUnderTest("default", "10/1s, burst 2", 100_000_000, 2),
                new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.SHARE, 2, 0, 1_000_000_000),
                Tolerances.standard(),
                true);
        int one = log.addReplica("gw-0");
        log.addReplica("gw-1");
        log.event(new RunEvent("redis-kill@20s/5s", new Span(30 * SECOND, 35 * SECOND), true, true));
        log.account(
                one,
                new LimiterAccount(
                        List.of(new LimiterAccount.ShareClaim(9 * SECOND, 0.5)),
                        List.of(new Span(31 * SECOND, 36 * SECOND), new Span(40 * SECOND, Span.UNENDED)),
                        7));
        log.ended(one, new ReplicaEnd.Killed(50 * SECOND, 0));

        // When
        List<TimelineRow> rows = TimelineRows.of(log.seal(
                new Phases(10 * SECOND, 10 * SECOND, 70 * SECOND), new LoadSummary(0, 0, 0, 0, 0, 0, 0, List.of())));

        // Then
        assertThat(rows)
                .containsExactly(
                        new TimelineRow(-1, null, "gw-0 claimed 50.0 % of the limit"),
                        new TimelineRow(20, 25.0, "redis-kill@20s/5s"),
                        new TimelineRow(21, 26.0, "gw-0 decided without the store"),
                        new TimelineRow(30, null, "gw-0 decided without the store"),
                        new TimelineRow(40, null, "gw-0 was killed"));
    }
}
