package io.watertight.bench.k6;

import io.watertight.bench.load.Distribution;
import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.scenario.PlannedPart;
import io.watertight.bench.scenario.ScenarioPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one result of what k6 said line by line and what it said at the end. Stateless. */
final class Outcome {
    private static final int PASSED = 0;
    private static final int THRESHOLDS_FAILED = 99;

    private Outcome() {}

    static LoadResult of(K6Plan plan, int exitCode, EvidenceTally evidence, WallClock clock, CpuShare cpu) {
        List<String> objections = new ArrayList<>();
        Optional<Totals> totals = totals(plan, objections);
        boolean toTheEnd = exitCode == PASSED || exitCode == THRESHOLDS_FAILED;
        if (!toTheEnd) {
            objections.add("k6 ended with exit code " + exitCode + "; see " + plan.log());
        }
        totals.ifPresent(counted -> {
            counted.failedThresholds().forEach(each -> objections.add("threshold of k6 not met: " + each));
            objections.addAll(counted.differencesFrom(evidence));
        });
        if (exitCode == THRESHOLDS_FAILED
                && totals.map(Totals::failedThresholds).filter(List::isEmpty).isPresent()) {
            objections.add("thresholds of k6 were not met, and its summary does not say which");
        }
        if (evidence.unreadable() > 0) {
            objections.add(evidence.unreadable() + " lines of k6's evidence cannot be read");
        }
        clock.objection().ifPresent(objections::add);
        return result(plan.load(), toTheEnd, totals, evidence, cpu.share(), objections);
    }

    private static Optional<Totals> totals(K6Plan plan, List<String> objections) {
        try {
            return Optional.of(Totals.read(plan.summary()));
        } catch (IOException missing) {
            objections.add("k6 left no summary: " + missing.getMessage());
            return Optional.empty();
        }
    }

    private static LoadResult result(
            ScenarioPlan load,
            boolean toTheEnd,
            Optional<Totals> totals,
            EvidenceTally evidence,
            double cpuShare,
            List<String> objections) {
        Duration scheduled = load.duration();
        Duration measured = totals.map(Totals::measured).orElse(Duration.ZERO);
        Duration elapsed = toTheEnd || measured.compareTo(scheduled) > 0 ? scheduled : measured;
        long tried = totals.map(Totals::sent).orElse(evidence.requests());
        long notSent = evidence.failures().getOrDefault(FailureKind.CONNECT, 0L);
        long dropped = totals.map(Totals::dropped).orElse(0L);
        double achieved = tried / Math.max(1e-3, elapsed.toNanos() / 1e9);
        Distribution unknown = new Distribution(Distribution.newHistogram());
        return new LoadResult(
                scheduled,
                elapsed,
                tried + dropped,
                tried - notSent,
                evidence.answered(),
                dropped,
                Math.max(0, tried - evidence.requests()),
                evidence.statuses(),
                evidence.failures(),
                due(load).orElse(achieved),
                achieved,
                evidence.latency(),
                evidence.latency(),
                unknown,
                unknown,
                cpuShare,
                evidence.distinctSubjects(),
                objections);
    }

    /** Requests that are due in a second, on average; empty where users ask as fast as they are answered. */
    private static Optional<Double> due(ScenarioPlan load) {
        List<Optional<RateSchedule>> schedules =
                load.parts().stream().map(PlannedPart::schedule).toList();
        return schedules.stream().allMatch(Optional::isPresent)
                ? Optional.of(schedules.stream()
                        .mapToDouble(schedule -> schedule.orElseThrow().meanPerSecond())
                        .sum())
                : Optional.empty();
    }
}
