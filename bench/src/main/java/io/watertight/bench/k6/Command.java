package io.watertight.bench.k6;

import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.scenario.Knobs;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How k6 is called. Stateless. */
final class Command {
    private Command() {}

    /** The program and its arguments; everything that it needs to know is on the command line. */
    static List<String> of(K6Plan plan, InetSocketAddress gateway) {
        List<String> command = new ArrayList<>(List.of(
                plan.k6().file().toString(),
                "run",
                "--quiet",
                "--no-usage-report",
                // lines as the script says them, on standard output
                "--log-output=stdout",
                "--log-format=raw",
                // no page while it runs, and one at the end
                "--out=web-dashboard=port=-1&period=1s&export=" + plan.page().toAbsolutePath()));
        environment(plan, gateway).forEach((name, value) -> {
            command.add("-e");
            command.add(name + "=" + value);
        });
        command.add(plan.scripts()
                .resolve(plan.scenario().name() + ".ts")
                .toAbsolutePath()
                .toString());
        return command;
    }

    private static Map<String, String> environment(K6Plan plan, InetSocketAddress gateway) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("EVIDENCE", "true");
        values.put("BASE_URL", "http://" + gateway.getAddress().getHostAddress() + ":" + gateway.getPort());
        values.put("PATHS", plan.target());
        values.put("SECRET_FILE", plan.secretFile().toAbsolutePath().toString());
        values.put("KID", plan.keyId());
        values.put("TTL", "12h");
        values.put("GENERATOR_ID", plan.generatorId());
        values.put("SEED", Long.toString(plan.seed()));
        values.put("SUMMARY", plan.summary().toAbsolutePath().toString());
        if (plan.requestsPerConnection() > 0) {
            values.put("REQUESTS_PER_CONNECTION", Integer.toString(plan.requestsPerConnection()));
        }
        Knobs knobs = plan.knobs();
        knobs.requestsPerSecond().ifPresent(rate -> values.put("RATE", Double.toString(rate)));
        knobs.pulsesPerTenSeconds().ifPresent(pulses -> values.put("PULSES", Double.toString(pulses)));
        knobs.users().ifPresent(users -> values.put("USERS", Integer.toString(users)));
        knobs.steps().ifPresent(steps -> values.put("STEPS", Integer.toString(steps)));
        knobs.duration().ifPresent(duration -> values.put("DURATION", duration.toMillis() + "ms"));
        knobs.subjects().ifPresent(subjects -> values.put("SUBJECTS", text(subjects)));
        return values;
    }

    /** As {@link SubjectMode#parse} reads it. */
    private static String text(SubjectMode mode) {
        return switch (mode) {
            case SubjectMode.Fixed() -> "fixed";
            case SubjectMode.Rolling() -> "rolling";
            case SubjectMode.RollingWithRevisit(double probability) -> "rolling-with-revisit:" + probability;
            case SubjectMode.PoolUniform(long size) -> "pool-uniform:" + size;
            case SubjectMode.PoolZipf(long size, double exponent) -> "pool-zipf:" + size + ":" + exponent;
        };
    }
}
