package io.watertight.bench.prove;

import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.RequestTemplate;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.bench.proof.LimiterMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a proof sends: mostly requests on behalf of subjects never seen before; subjects that return; some that hammer past
 * their limit from all sides. Where replicas share a store, also some that keep just below their rate at one replica, and
 * under leases some that save up and then ask for more than they may have, all at once. Stateless.
 */
final class TrafficMix {

    private static final int STEADY_SUBJECTS = 2;
    private static final double STEADY_RATE = 0.8;
    private static final double SAVING_RATE = 0.6;

    /** Times to full that a subject saves up before it asks for more than a burst. */
    private static final double SAVING_TIMES = 3;

    private static final double SURGE_BURSTS = 1.5;
    private static final int MAX_SURGE = 1000;

    private TrafficMix() {}

    static List<LoadStream> streams(ProofPlan plan, byte[] secret) {
        RequestTemplate request = request(secret);
        ScenarioLoad scenario = plan.scenario();
        if (scenario != null) {
            return List.of(LoadStream.of("r", 1, scenario.plan().subjects(), request));
        }
        List<LoadStream> special = new ArrayList<>();
        for (int i = 0; i < plan.hammers(); i++) {
            special.add(new LoadStream(
                    "hammer" + i, plan.hammerRate(), ProofPlan.HAMMER_BURST, new SubjectMode.Fixed(), request));
        }
        double rho = plan.permitsPerSecond();
        LimiterMode mode = plan.sharing().mode();
        for (int i = 0; mode.usesStore() && i < STEADY_SUBJECTS; i++) {
            special.add(LoadStream.of("steady" + i, STEADY_RATE * rho, new SubjectMode.Fixed(), request)
                    .stuck());
        }
        if (mode == LimiterMode.LEASE) {
            special.add(saving(plan, request));
        }
        double left =
                plan.rate() - special.stream().mapToDouble(LoadStream::share).sum();
        double revisiting = left / 8;
        List<LoadStream> streams = new ArrayList<>();
        streams.add(LoadStream.of("main", left - revisiting, plan.subjects(), request));
        streams.add(LoadStream.of("revisit", revisiting, new SubjectMode.RollingWithRevisit(0.5), request));
        streams.addAll(special);
        return streams;
    }

    /** What every request has in common. */
    static RequestTemplate request(byte[] secret) {
        return RequestTemplate.get("/", TokenTemplate.hs256(secret, GatewayFiles.KEY_ID, Duration.ofHours(12)));
    }

    private static LoadStream saving(ProofPlan plan, RequestTemplate request) {
        long burst = plan.quota().burst();
        int every = (int) Math.max(2, Math.round(SAVING_TIMES * SAVING_RATE * burst));
        int surge = (int) Math.min(MAX_SURGE, Math.round(SURGE_BURSTS * burst));
        double requestsAtOnce = (every - 1.0 + surge) / every;
        return LoadStream.of(
                        "saving",
                        SAVING_RATE * plan.permitsPerSecond() * requestsAtOnce,
                        new SubjectMode.Fixed(),
                        request)
                .stuck()
                .surging(surge, every);
    }
}
