package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerdictOnSimulationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aHealthyGatewayKeepsEveryLaw(long seed) {
        // Given
        Evidence evidence = Simulation.run(seed, Fault.NONE);

        // When
        Verdict verdict = Judge.judge(evidence);

        // Then
        assertThat(verdict.objections()).isEmpty();
        assertThat(verdict.laws())
                .allSatisfy(law -> assertThat(law.finding()).as(law.evidence()).isEqualTo(Finding.HELD));
        assertThat(verdict.finding()).isEqualTo(Finding.HELD);
        assertThat(verdict.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("guilt")
    void aFaultIsNamedByItsOwnLaws(Fault fault, Set<LawName> guilty) {
        for (long seed = 100; seed < 103; seed++) {
            // Given
            Evidence evidence = Simulation.run(seed, fault);

            // When
            Verdict verdict = Judge.judge(evidence);

            // Then
            assertThat(violated(verdict)).as(verdict.laws().toString()).isEqualTo(guilty);
            assertThat(verdict.finding()).isEqualTo(Finding.VIOLATED);
            assertThat(verdict.exitCode()).isEqualTo(1);
        }
    }

    static Stream<Arguments> guilt() {
        return Stream.of(
                Arguments.of(Fault.ADMITS_ONE_TOO_MANY, EnumSet.of(LawName.ADMISSION)),
                Arguments.of(Fault.REMOVES_BUCKETS_BEFORE_THEY_ARE_FULL, EnumSet.of(LawName.ADMISSION)),
                Arguments.of(Fault.WIPES_LIVE_BUCKETS_ONCE, EnumSet.of(LawName.ADMISSION)),
                Arguments.of(Fault.CHARGES_DENIED_REQUESTS, EnumSet.of(LawName.NO_FALSE_DENIAL)),
                Arguments.of(Fault.CLEANUP_STOPS_AFTER_FIRST_TICK, EnumSet.of(LawName.POPULATION, LawName.DRAIN)),
                Arguments.of(Fault.CLEANUP_NEEDS_TRAFFIC, EnumSet.of(LawName.DRAIN)),
                Arguments.of(Fault.LEDGER_FORGETS_AN_EXPIRY, EnumSet.of(LawName.LEDGER)),
                Arguments.of(Fault.LEDGER_COUNTS_A_DENIAL_TWICE, EnumSet.of(LawName.LEDGER)),
                Arguments.of(Fault.RETAINS_RESPONSES, EnumSet.of(LawName.MEMORY)),
                Arguments.of(Fault.KEEPS_DIRECT_BUFFERS, EnumSet.of(LawName.MEMORY)),
                Arguments.of(Fault.KEEPS_SOCKETS, EnumSet.of(LawName.MEMORY)),
                Arguments.of(Fault.KEEPS_THREADS, EnumSet.of(LawName.MEMORY)),
                Arguments.of(Fault.LOSES_AN_ANSWER, EnumSet.of(LawName.NOTHING_DROPPED)));
    }

    private static Set<LawName> violated(Verdict verdict) {
        return verdict.laws().stream()
                .filter(law -> law.finding() == Finding.VIOLATED)
                .map(LawResult::law)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(LawName.class)));
    }
}
