package io.watertight.bench.load;

import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Sends a plan's requests to a server of its own for a moment, so that the generator's code is compiled before it counts:
 * else the first tenths of a second of a run would be late by the generator's own fault.
 */
public final class Rehearsal {
    private static final RateSchedule SCHEDULE = RateSchedule.constant(5_000, Duration.ofMillis(1_500));
    private static final int CONNECTIONS = 16;

    private Rehearsal() {}

    /**
     * Takes about two seconds. No subject of the plan is used up: those of the rehearsal have names of their own.
     *
     * @throws IOException if no server can be started on 127.0.0.1
     */
    public static void of(LoadPlan plan) throws IOException, InterruptedException {
        LoadPlan rehearsed = new LoadPlan(plan.streams(), SCHEDULE, "rehearsal", plan.seed());
        try (EchoServer server = EchoServer.start(EchoOptions.local().withPlainAnswers());
                LoadRun run = LoadRun.start(
                        rehearsed,
                        ConnectionOptions.roundRobin(CONNECTIONS),
                        List.of(new Replica("rehearsal", server.address())),
                        LoadObserver.none(),
                        progress -> {})) {
            run.result();
        }
    }
}
