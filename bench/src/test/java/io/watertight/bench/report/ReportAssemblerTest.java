package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.watertight.bench.proof.Fault;
import io.watertight.bench.proof.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportAssemblerTest {

    @Test
    void whatWasClaimedAndTestedIsToldInThreeSentences() {
        // When
        ProofReport report = SampleReport.of(Fault.NONE);

        // Then
        assertThat(report.finding()).isEqualTo(Finding.HELD);
        assertThat(report.method())
                .containsExactly(
                        "Claimed: under policy default (10/1s, burst 10) no subject is ever admitted more than its burst and"
                                + " its rate allow, the state kept for a subject is gone 1.00 s after its last admission"
                                + " plus the cleanup's cadence, and no request is lost.",
                        "Tested: an open-loop generator sent 30,320 requests of 20,025 distinct subjects in 20.0 s, 999.7/s"
                                + " on average, to 3 replica incarnations, of which 1 was stopped and 1 was killed under"
                                + " load.",
                        "Judged: all 30,320 decisions were replayed through an independent oracle at the instants the"
                                + " gateway names, and 177 readings of ledgers and 29 heaps after a full collection were"
                                + " held against what it allows.");
    }

    @Test
    void eachReplicaHasItsBooksAndItsPriceInARow() {
        // When
        List<ReplicaRow> rows = SampleReport.of(Fault.NONE).replicas();

        // Then
        assertThat(rows)
                .extracting(ReplicaRow::end)
                .containsExactly(
                        "ran to the end",
                        "stopped under load, left an obituary",
                        "killed, 0 decisions after its last reading");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.cpuMicrosPerRequest()).isCloseTo(20, within(0.1));
            assertThat(row.cleanupCadenceSeconds()).isEqualTo(0.5);
        });
        assertThat(rows.getFirst().live()).isZero();
    }

    @Test
    void theTightestSubjectIsPlottedAgainstItsLimit() {
        // Given
        ProofReport report = SampleReport.of(Fault.NONE);

        // When
        Chart chart = report.charts().stream()
                .filter(candidate -> candidate.title().startsWith("Admitted against allowed"))
                .findFirst()
                .orElseThrow();

        // Then
        Chart.Series allowed = chart.series().getFirst();
        Chart.Series admitted = chart.series().getLast();
        assertThat(allowed.y().subList(0, 3)).containsExactly(10.0, 11.0, 12.0);
        assertThat(allowed.x().subList(0, 3)).containsExactly(0.0, 0.1, 0.2);
        assertThat(admitted.y()).hasSize(155).endsWith(155.0);
    }

    @Test
    void liveBucketsArePlottedBelowBothBounds() {
        // When
        Chart chart = SampleReport.of(Fault.NONE).charts().getFirst();

        // Then
        assertThat(chart.title()).isEqualTo("Live buckets, gw-1");
        List<Double> published = chart.series().get(0).y();
        List<Double> exact = chart.series().get(1).y();
        for (int i = 0; i < exact.size(); i++) {
            assertThat(exact.get(i)).isLessThanOrEqualTo(published.get(i));
        }
        assertThat(chart.series().get(2).name()).isEqualTo("live");
        assertThat(chart.x().reach()).isEqualTo(22.85);
    }

    @Test
    void aSeriesNeedsAValueForEachX() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Chart.Series("odd", Chart.Tone.OBSERVED, Chart.Look.LINE, List.of(1.0, 2.0), List.of(1.0)))
                .withMessage("series odd: 1 values (expected: 2, one for each x)");
    }
}
