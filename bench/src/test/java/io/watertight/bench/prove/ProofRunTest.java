package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.control.Fault;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.proof.Finding;
import io.watertight.bench.proof.LawName;
import io.watertight.bench.proof.LawResult;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.OutagePolicy;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.Scenarios;
import io.watertight.ratelimit.Quota;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes, real sockets, and a run of seconds: enough to see that everything is there, too short for a verdict. */
class ProofRunTest {

    @TempDir
    private Path directory = Path.of("");

    private final ProofProgress silent = new ProofProgress() {
        @Override
        public void phase(String what) {}

        @Override
        public void load(LoadProgress seen, long live, long bound) {}

        @Override
        public void drain(long live) {}
    };

    private ProofPlan plan(Duration duration, Fault fault, boolean control) {
        return plan(duration, null, fault, control);
    }

    private ProofPlan plan(Duration duration, @Nullable ScenarioLoad scenario, Fault fault, boolean control) {
        return new ProofPlan(
                200,
                Duration.ofSeconds(1),
                duration,
                2,
                8,
                SharingPlan.LOCAL,
                null,
                List.of(),
                new Quota(5, Duration.ofSeconds(1), 2),
                "5/1s",
                new SubjectMode.Rolling(),
                scenario,
                2,
                1,
                fault,
                control,
                directory);
    }

    @Test
    void aRunThatIsTooShortShowsItsEvidenceAndIsInconclusive() throws Exception {
        // When
        ProofOutcome outcome = new ProofRun(plan(Duration.ofSeconds(4), Fault.NONE, false), silent).run();

        // Then there is evidence of every kind
        assertThat(outcome.evidence().admitted()).isPositive();
        assertThat(outcome.evidence().denied()).isPositive();
        assertThat(outcome.evidence().replicas()).hasSize(2).allSatisfy(replica -> {
            assertThat(replica.ledgerReadings()).isNotEmpty();
            assertThat(replica.processSamples()).isNotEmpty();
        });
        assertThat(outcome.verdict().of(LawName.ADMISSION).finding()).isEqualTo(Finding.HELD);
        assertThat(outcome.verdict().of(LawName.LEDGER).finding()).isEqualTo(Finding.HELD);
        // and no verdict
        assertThat(outcome.verdict().finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(outcome.verdict().exitCode()).isEqualTo(3);
        // and the gateways' last words are in their logs
        assertThat(directory.resolve("gw-0.log")).content().contains("message=\"obituary\"");
        // and neither a process nor the key is left
        assertThat(childrenAlive()).isZero();
        assertThat(directory.resolve("key")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = LimiterMode.class,
            names = {"SHARE", "REDIS", "LEASE"})
    void gatewaysHoldOneLimitThroughWhatIsDoneToThem(LimiterMode mode) throws Exception {
        // Given a store that loses its memory, or a gateway that is killed and replaced
        String events = mode == LimiterMode.SHARE ? "kill@2s/100ms" : "redis-flush@2s,redis-restart@3s";
        SharingPlan sharing =
                new SharingPlan(mode, OutagePolicy.SHARE, 0.2, Duration.ofMillis(500), SharingPlan.STORE_TIMEOUT, null);
        ProofPlan plan = new ProofPlan(
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                2,
                8,
                sharing,
                null,
                EventPlan.parseAll(events),
                new Quota(10, Duration.ofSeconds(1), 10),
                "10/1s",
                new SubjectMode.Rolling(),
                null,
                1,
                1,
                Fault.NONE,
                false,
                directory);

        // When
        ProofOutcome outcome = new ProofRun(plan, silent).run();
        ProofReports.Written written = ProofReports.write(outcome, "prove");

        // Then the laws that need no length of time held
        assertThat(outcome.verdict().of(LawName.ADMISSION).finding())
                .as(outcome.verdict().of(LawName.ADMISSION).evidence())
                .isEqualTo(Finding.HELD);
        assertThat(outcome.verdict().of(LawName.LEDGER).finding())
                .as(outcome.verdict().of(LawName.LEDGER).evidence())
                .isEqualTo(Finding.HELD);
        assertThat(outcome.verdict().of(LawName.DRAIN).finding())
                .as(outcome.verdict().of(LawName.DRAIN).evidence())
                .isEqualTo(Finding.HELD);
        // and what was done is told
        assertThat(outcome.evidence().events()).hasSize(plan.events().size());
        assertThat(outcome.evidence().storeSamples().isEmpty()).isEqualTo(mode == LimiterMode.SHARE);
        assertThat(outcome.evidence().replicas()).hasSize(mode == LimiterMode.SHARE ? 3 : 2);
        assertThat(written.report().sharing().mode()).isEqualTo(mode.text());
        assertThat(written.report().timeline()).isNotEmpty();
        // and nothing is left
        assertThat(childrenAlive()).isZero();
        assertThat(directory.resolve("key")).doesNotExist();
        assertThat(directory.resolve("subject-key")).doesNotExist();
    }

    @Test
    void gatewaysThatKnowOfNoOtherClaimTheLimitSeveralTimes() throws Exception {
        // Given
        SharingPlan sharing = new SharingPlan(
                LimiterMode.SHARE, OutagePolicy.SHARE, 0.1, Duration.ofMillis(500), SharingPlan.STORE_TIMEOUT, null);
        ProofPlan plan = new ProofPlan(
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                2,
                8,
                sharing,
                null,
                List.of(),
                new Quota(10, Duration.ofSeconds(1), 10),
                "10/1s",
                new SubjectMode.Rolling(),
                null,
                1,
                1,
                Fault.COUNTS_ITSELF,
                true,
                directory);

        // When
        ProofOutcome outcome = new ProofRun(plan, silent).run();

        // Then
        LawResult share = outcome.verdict().of(LawName.SHARE);
        assertThat(share.finding()).as(share.evidence()).isEqualTo(Finding.VIOLATED);
        assertThat(share.evidence()).startsWith("The shares of all replicas added up to 2.00 of the limit");
    }

    @Test
    void aScenarioTakesThePlaceOfTheMixAndSaysWhatItCannotShow() throws Exception {
        // Given
        Knobs knobs = Knobs.NONE.withRate(200).withDuration(Duration.ofSeconds(3));
        ScenarioLoad scenario = new ScenarioLoad(Scenarios.named("rolling-sub").orElseThrow(), knobs, null);

        // When
        ProofOutcome outcome = new ProofRun(plan(Duration.ofSeconds(3), scenario, Fault.NONE, false), silent).run();
        ProofReports.Written written = ProofReports.write(outcome, "prove");

        // Then one subject for each request of it, and those of the warm-up, are in the evidence
        assertThat(outcome.load().distinctSubjects()).containsExactly(Map.entry("r", 600L));
        assertThat(outcome.streams()).containsExactly("r", "warmup");
        assertThat(outcome.evidence().load().distinctSubjects()).isGreaterThan(600);
        assertThat(outcome.verdict().of(LawName.LEDGER).finding())
                .as(outcome.verdict().of(LawName.LEDGER).evidence())
                .isEqualTo(Finding.HELD);
        // and nobody was denied, which shows nothing
        assertThat(outcome.evidence().denied()).isZero();
        assertThat(outcome.verdict().of(LawName.NO_FALSE_DENIAL).finding()).isEqualTo(Finding.NOT_APPLICABLE);
        assertThat(written.page()).content().contains("scenario rolling-sub by the built-in engine");
    }

    @Test
    void noSecretAndNoSubjectIsInWhatARunLeavesBehind() throws Exception {
        // When
        ProofOutcome outcome = new ProofRun(plan(Duration.ofSeconds(2), Fault.NONE, false), silent).run();
        ProofReports.write(outcome, "prove");

        // Then
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("eyJ")
                            .doesNotContain("main-1-"));
        }
    }

    @Test
    void anInterruptedRunSaysWhatItHasSeenAndLeavesNoProcess() throws Exception {
        // Given a run of an hour
        ProofRun run = new ProofRun(plan(Duration.ofHours(1), Fault.NONE, false), new ProofProgress() {
            private boolean interrupted;

            @Override
            public void phase(String what) {}

            @Override
            public void load(LoadProgress seen, long live, long bound) {
                if (!interrupted && seen.answered() > 0) {
                    interrupted = true;
                    interrupter.run();
                }
            }

            @Override
            public void drain(long live) {}
        });
        interrupter = run::interrupt;

        // When it is interrupted at its first answers
        ProofOutcome outcome = run.run();

        // Then
        assertThat(outcome.interrupted()).isTrue();
        assertThat(outcome.load().answered()).isPositive();
        assertThat(outcome.verdict().finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(outcome.verdict().objections()).anyMatch(reason -> reason.contains("interrupted"));
        assertThat(childrenAlive()).isZero();
    }

    private Runnable interrupter = () -> {};

    private static long childrenAlive() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}
